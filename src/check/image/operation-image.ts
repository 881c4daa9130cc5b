import type { BodyContent } from '../../contract/body-declaration.ts';
import type { OutgoingFormat } from '../../contract/body-format.ts';
import type { Operation, Parameter } from '../../contract/contract.ts';
import type { Slot } from '../../contract/upstream-route.ts';
import { isValueKind } from '../../http/format-kind.ts';
import { textLocations } from '../../http/location.ts';
import { type AddedSources, addedImage } from './added-image.ts';
import { type Beside, besideBody, bodyImage, ownBodyImage } from './body-image.ts';
import { gatheredImage } from './codec/gathered-image.ts';
import { Definitions } from './definitions.ts';
import { type Entry, nothing, oneOf, type Part, together } from './part.ts';
import { PlaceImages } from './place-image.ts';
import { allOf, isSchema, type PlainSchema } from './plain-schema.ts';
import { waysOf } from './plan-facts.ts';
import { PlanImages } from './plan-image.ts';
import type { Widening } from './value-image.ts';
import { formImage, sentImage } from './slot-image.ts';

/** One outgoing value outside the body: all that it can be. */
export interface SlotImage extends Pick<Entry, 'schema' | 'always'> {
  readonly slot: Slot;
}

/** One outgoing body. */
export interface BodyImage {
  /** The declared body that it is made of; `undefined` where no caller sends it. */
  readonly content: BodyContent | undefined;
  readonly format: OutgoingFormat;
  /** `undefined`: bytes that nobody looks into, or a form with files. */
  readonly schema: PlainSchema | undefined;
}

/** All that an operation can send, place by place; a request that was sent is always among it. */
export interface OperationImage {
  readonly slots: readonly SlotImage[];
  readonly bodies: readonly BodyImage[];
  /** Whether some requests have no body. */
  readonly mayLackBody: boolean;
  /** What the references in the schemas lead to, and where the contract says what they say. */
  readonly definitions: Definitions;
  readonly widenings: readonly Widening[];
}

/** Makes the image of an operation: its public schemas seen through mapping, codecs and what is added. */
export function operationImage(operation: Operation): OperationImage {
  const definitions = new Definitions();
  const { unknown } = operation;
  const isTrimmed = unknown.body === 'drop' || unknown.query === 'drop';
  const places = new PlaceImages(definitions, { direction: 'request', isOpen: unknown.body === 'forward', isTrimmed });
  const plans = new PlanImages(places, definitions);
  const resolve = (reference: string): PlainSchema => {
    const schema = definitions.resolve(reference)?.schema;
    return isSchema(schema) ? schema : true;
  };
  const sources: AddedSources = { operation, places, resolve };
  const all = textLocations.flatMap((location) => operation.parameters[location].parameters);
  const parameters = together(all.map((parameter) => parameterPart(parameter, plans)));
  const beside = besideBody(operation.upstream.bodyAdditions, parameters, sources);
  const { bodies, mayLackBody, outside } = bodyImages(operation, beside, plans);
  const mapped = together([parameters, outside]);
  const slots = operation.upstream.slots.map((slot): SlotImage => {
    const raw = slotEntry(slot, mapped, sources);
    const schema = followed(raw.schema, resolve);
    const isSegment = operation.upstream.segments.some(
      ([only, ...others]) => others.length === 0 && only?.kind === 'slot' && only.index === slot.index,
    );
    return { slot, ...sentImage({ schema, always: raw.always || slot.in === 'path' }, { in: slot.in, isSegment }) };
  });
  return { slots, bodies, mayLackBody, definitions, widenings: plans.widenings };
}

/** A single reference is followed, so that what it leads to shows. */
function followed(schema: PlainSchema, resolve: AddedSources['resolve']): PlainSchema {
  const reference = typeof schema === 'object' && Object.keys(schema).length === 1 ? schema['$ref'] : undefined;
  const found = typeof reference === 'string' ? resolve(reference) : schema;
  return found === schema || typeof found === 'boolean' || found['$ref'] === undefined ? found : schema;
}

function slotEntry({ index, source }: Slot, { slots, gathered }: Part, sources: AddedSources) {
  if (source.kind === 'added') return addedImage(source.value, sources);
  if (source.kind === 'mapped') return slots.get(index) ?? { schema: false, always: false };
  const entries = gathered.get(index);
  return entries === undefined ? { schema: false, always: false } : gatheredImage(source.gather, entries);
}

function parameterPart(parameter: Parameter, plans: PlanImages): Part {
  const { rule, value, required, form } = parameter;
  const isThere = (own: { rule: Parameter['rule'] }): boolean => required || own.rule.fallback !== undefined;
  const landed = plans.landing(waysOf({ rule, value }), isThere);
  // The object around a parameter is the root of the body.
  const part = { ...landed, own: nothing.own, root: together([landed, { ...nothing, root: landed.own }]).root };
  if (rule.target.kind !== 'slot' || value.codec !== undefined || value.choice !== undefined) return part;
  const slots = [...part.slots].map(([index, { schema, always }]) => {
    const typed = index === slotIndexOf(parameter) ? allOf([formImage(form), schema]) : schema;
    return [index, { schema: typed, always }] as const;
  });
  return { ...part, slots: new Map(slots) };
}

const slotIndexOf = ({ rule: { target } }: Parameter): number | undefined =>
  target.kind === 'slot' ? target.index : undefined;

function bodyImages(
  { body, upstream }: Operation,
  beside: Beside,
  plans: PlanImages,
): { bodies: BodyImage[]; mayLackBody: boolean; outside: Part } {
  const own = ownBodyImage(beside);
  const isRequired = body?.required === true;
  const images = (body?.content ?? []).map((content) => ({ content, ...bodyImage(content.plan, beside, plans) }));
  // Of some bodies nothing is left, whatever they hold.
  const sent = images.filter(({ schema }) => schema !== false);
  const bodies = sent.map(({ content, schema }): BodyImage => {
    const { outgoing: format } = content;
    // A file is a text of bytes to both sides.
    const isKnown = [content.format.kind, format.kind].every((kind) => kind === 'multipart' || isValueKind(kind));
    return { content, format, schema: isKnown ? schema : undefined };
  });
  if (own !== undefined && !isRequired) {
    bodies.push({ content: undefined, format: upstream.ownBody, schema: own.schema });
  }
  const lacksOwn = own === undefined || own.mayVanish;
  return {
    bodies,
    mayLackBody: isRequired ? images.some(({ mayVanish }) => mayVanish) : lacksOwn,
    outside: oneOf([...images.map(({ outside }) => outside), ...(isRequired ? [] : [nothing])]),
  };
}
