import { isObject } from '../codec/json-type.ts';
import type { ScalarForm, ScalarType } from '../codec/scalar.ts';
import { completeStyle, type WrittenStyle } from '../codec/style/style-table.ts';
import { styles } from '../codec/style/style.ts';
import { type FormatKind, formatKind } from '../http/format-kind.ts';
import type { BodyFormat, OutgoingFormat } from './body-format.ts';
import type { Fault } from './finding.ts';
import type { TextForm } from './parameter-form.ts';
import type { Place } from './place.ts';
import { keywordAt } from './schema-keywords.ts';
import { textForm } from './text-form.ts';
import { upstreamShape } from './upstream-shape.ts';
import type { ValuePlan } from './value-plan.ts';
import { emptyShape, placeShape, type WireShape } from './wire-shape.ts';

/** A fault of a format at the place whose schema cannot be read or written in it. */
export interface FormatFault {
  readonly place: Place;
  readonly fault: Fault;
}

/** How a caller's content is read: by the schema; what the format cannot hold is among the faults. */
export function callerFormat(mediaType: string, place: Place): { format: BodyFormat; faults: readonly FormatFault[] } {
  const kind = formatKind(mediaType);
  const faults: FormatFault[] = [];
  const fields = new Map<string, TextForm>();
  if (kind === 'form' || kind === 'multipart') {
    for (const [name, below] of place.members) {
      const form = textForm(below, 'query', 'a form');
      if (!('rule' in form)) fields.set(name, form);
      // A part may be JSON, however deep.
      else if (kind === 'form' || form.rule !== 'nested-text') faults.push({ place: below, fault: form });
    }
  }
  return { format: { kind, fields, shape: needsShape(kind) ? placeShape(place) : nothingSaid }, faults };
}

/** How an upstream's content is read: by the schema seen through its mapping. */
export function upstreamFormat(mediaType: string, plan: ValuePlan): BodyFormat {
  const kind = formatKind(mediaType);
  const shape = needsShape(kind) ? upstreamShape(plan) : nothingSaid;
  const fields = new Map<string, TextForm>();
  if (kind === 'form') for (const [name, below] of shape.members) fields.set(name, fieldForm(below));
  return { kind, fields, shape };
}

/**
 * How values are written for the upstream: lists and objects of a form by `style` and `explode` of their mappings. `shapeOf`
 * is asked only for a format that texts are written in.
 */
export function outgoingFormat(mediaType: string, shapeOf: () => WireShape): OutgoingFormat {
  const kind = formatKind(mediaType);
  const shape = needsShape(kind) ? shapeOf() : nothingSaid;
  const written = new Map<string, WrittenStyle>();
  if (kind === 'form') {
    for (const [name, below] of shape.members) {
      const style = upstreamStyle(below);
      if (style !== undefined) written.set(name, style);
    }
  }
  const [root, ...others] = shape.members.keys();
  return { kind, mediaType, styles: written, emptyRoot: others.length === 0 ? root : undefined };
}

/** How values are written for the caller: lists and objects of a form as the caller's schema says. */
export function answerFormat(mediaType: string, place: Place): OutgoingFormat {
  const { format } = callerFormat(mediaType, place);
  const written = [...format.fields].flatMap(([name, form]) =>
    form.kind === 'scalar' ? [] : [[name, { style: form.style, explode: form.explode }] as const],
  );
  const [root, ...others] = place.members.keys();
  const emptyRoot = others.length === 0 ? root : undefined;
  return { kind: format.kind, mediaType, styles: new Map(written), emptyRoot };
}

/** What the mapping says; an object that only a path in names makes, `filter/name`, is written as `filter[name]`. */
function upstreamStyle({ place, types }: WireShape): WrittenStyle | undefined {
  if (place === undefined) return types.includes('object') ? { style: 'deepObject' } : undefined;
  const mapping = keywordAt(place, 'x-upstream');
  if (!isObject(mapping)) return undefined;
  const { explode } = mapping;
  const style = styles.find((known) => known === mapping['style']);
  return { style, explode: typeof explode === 'boolean' ? explode : undefined };
}

function fieldForm(shape: WireShape): TextForm {
  const style = completeStyle('query', upstreamStyle(shape) ?? {});
  if (shape.types.includes('array')) return { kind: 'list', ...style, item: scalarForm(shape.item) };
  if (!shape.types.includes('object')) return { kind: 'scalar', scalar: scalarForm(shape) };
  const members = new Map([...shape.members].map(([name, below]) => [name, scalarForm(below)] as const));
  return { kind: 'object', ...style, members, additional: scalarForm(undefined) };
}

/** JSON says itself what its values are, and into bytes nobody looks: a shape as large as the schema would serve nobody. */
const needsShape = (kind: FormatKind): boolean => kind !== 'json' && kind !== 'binary';

const nothingSaid: WireShape = emptyShape();

const scalars: readonly ScalarType[] = ['string', 'number', 'integer', 'boolean'];

/** Where several types are possible a text stays one if it may. */
function scalarForm(shape: WireShape | undefined): ScalarForm {
  const type = scalars.find((known) => shape?.types.includes(known)) ?? 'string';
  return { type, nullable: false, mayHoldComma: type === 'string', sensitive: shape?.place?.sensitive === true };
}
