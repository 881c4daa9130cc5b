import { formatScalar } from '../../codec/scalar.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Place } from '../../contract/place.ts';
import { keywordAt } from '../../contract/schema-keywords.ts';
import type { AddedValue, Reference } from '../../contract/upstream-route.ts';
import { integerText } from './codec/number-images.ts';
import { anyText, literalSource, textSource } from './codec/text-source.ts';
import type { Entry } from './part.ts';
import type { PlaceImages } from './place-image.ts';
import { listedValues, eitherOf, isSchema, type PlainSchema, typeNames } from './plain-schema.ts';

/** What a value that the contract adds can be, and whether it is there in every request. */
export type AddedImage = Pick<Entry, 'schema' | 'always'>;

/** What added values are made of. */
export interface AddedSources {
  readonly operation: Operation;
  readonly places: PlaceImages;
  /** What a reference in an image leads to. */
  resolve(reference: string): PlainSchema;
}

/** The image of one added value; of a secret only that it is a text is known, and told. */
export function addedImage(added: AddedValue, sources: AddedSources): AddedImage {
  if (added.kind === 'constant') return { schema: { const: added.value }, always: true };
  if (added.kind === 'secret') return { schema: { type: 'string', minLength: 1 }, always: true };
  if (added.kind === 'from') return referenceImage(added.reference, sources);
  const parts = added.parts.map((part) => (typeof part === 'string' ? part : referenceImage(part, sources)));
  const source = parts.map((part) =>
    typeof part === 'string' ? literalSource(part) : scalarSource(part.schema, sources),
  );
  const always = parts.every((part) => typeof part === 'string' || (part.always && !mayBeNull(part.schema)));
  return { schema: { type: 'string', pattern: `^${source.join('')}$` }, always };
}

/** Null leaves the whole template out. */
function mayBeNull(schema: PlainSchema): boolean {
  const types = typeof schema === 'object' ? typeNames(schema['type']) : [];
  const values = listedValues(schema);
  return values === undefined ? types.length === 0 || types.includes('null') : values.includes(null);
}

function scalarSource(schema: PlainSchema, { resolve }: AddedSources): string {
  const reference = typeof schema === 'object' ? schema['$ref'] : undefined;
  const followed = typeof reference === 'string' ? resolve(reference) : schema;
  if (typeof followed === 'boolean') return anyText;
  const values = listedValues(followed)?.filter((value) => value !== null);
  if (values !== undefined) return `(?:${values.map((value) => literalSource(formatScalar(value) ?? '')).join('|')})`;
  const [type, ...others] = typeNames(followed['type']).filter((name) => name !== 'null');
  if (type === undefined || others.length > 0) return anyText;
  if (type === 'boolean') return '(?:true|false)';
  if (type === 'string') return `(?:${textSource(followed)})`;
  if (type !== 'integer') return anyText;
  const text = integerText(followed);
  return `(?:${typeof text === 'object' ? textSource(text) : anyText})`;
}

function referenceImage({ in: location, name, path }: Reference, sources: AddedSources): AddedImage {
  const { operation } = sources;
  if (location === 'context' || location === 'credential') return outerImage(operation, { in: location, name, path });
  if (location === 'body') {
    const contents = operation.body?.content ?? [];
    const found = contents.map(({ place }) => memberImage({ place, always: true }, path, sources));
    const always = operation.body?.required === true && found.every((each) => each.always);
    return { schema: eitherOf(found.map(({ schema }) => schema)), always };
  }
  const parameter = operation.parameters[location].parameters.find((candidate) => candidate.name === name);
  if (parameter === undefined) return { schema: true, always: false };
  const always = parameter.required || parameter.rule.fallback !== undefined;
  return memberImage({ place: parameter.place, always }, path, sources);
}

/** A member of a value as the caller sends it, completed by its default. */
function memberImage(
  at: { readonly place: Place; readonly always: boolean },
  path: readonly string[],
  { places }: AddedSources,
): AddedImage {
  let { place, always } = at;
  for (const name of path) {
    const member = place.members.get(name);
    if (member === undefined) return { schema: true, always: false };
    const isObject = place.types.length === 1 && place.types[0] === 'object';
    always &&= isObject && (place.required.has(name) || keywordAt(member, 'default') !== undefined);
    place = member;
  }
  return { schema: places.of(place), always };
}

/** What the app gives is taken as it declares it; of claims nothing is known but their names. */
function outerImage(operation: Operation, { in: location, name, path }: Reference): AddedImage {
  const root = location === 'context' ? operation.context : undefined;
  let node = root;
  let always = true;
  for (const step of [name, ...path]) {
    const required = node?.keywords['required'];
    always &&= Array.isArray(required) && required.includes(step);
    node = node?.properties.get(step);
  }
  const { type, enum: values } = node?.keywords ?? {};
  const schema = { ...(type !== undefined && { type }), ...(values !== undefined && { enum: values }) };
  return { schema: isSchema(schema) ? schema : true, always };
}
