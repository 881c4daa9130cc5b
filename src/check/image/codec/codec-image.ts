import { type Codec, CodecRefusal, type ProducedType } from '../../../codec/codec.ts';
import { isObject } from '../../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../../codec/json-value.ts';
import { isUserCodec } from '../../../codec/user-codec.ts';
import type { Place } from '../../../contract/place.ts';
import { eitherOf, isSchema, type PlainSchema, typeNames } from '../plain-schema.ts';
import type { CodecFacts } from './codec-facts.ts';
import { dateImage, unixImage } from './time-images.ts';
import { numberImage, scaleImage, textImage } from './number-images.ts';
import { eachImage, joinImage, untupleImage, wrapImage } from './list-images.ts';
import { affixImage, alphabetImage, caseImage, trimImage, uuidImage } from './text-images.ts';

/** What a codec's image is made with. */
export interface CodecSite {
  /** The caller's place, which the first codec of a list sees. */
  readonly place: Place;
  /** What a reference in an image leads to. */
  resolve(reference: string): PlainSchema;
}

type ImageOf = (facts: CodecFacts) => PlainSchema;

/** What the built-in codecs make of all values of a schema; each holds every value that is made, and few others. */
const images: Readonly<Record<string, ImageOf>> = {
  'unix-seconds': (facts) => unixImage(facts, 1),
  'unix-millis': (facts) => unixImage(facts, 1000),
  date: dateImage,
  text: textImage,
  number: numberImage,
  boolean: () => ({ enum: [true, false] }),
  scale: scaleImage,
  join: joinImage,
  each: eachImage,
  wrap: wrapImage,
  untuple: untupleImage,
  words: ({ argument }) => ({ enum: isObject(argument) ? Object.values(argument) : [] }),
  values: ({ argument }) => ({ enum: tableValues(argument) }),
  'uuid-compact': uuidImage,
  upper: (facts) => caseImage(facts, 'upper'),
  lower: (facts) => caseImage(facts, 'lower'),
  trim: trimImage,
  prefix: (facts) => affixImage(facts, 'prefix'),
  suffix: (facts) => affixImage(facts, 'suffix'),
  base64: (facts) => alphabetImage(facts, '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'),
  base64url: (facts) => alphabetImage(facts, '^[A-Za-z0-9_-]*$'),
  percent: (facts) => alphabetImage(facts, '^[!-~]*$'),
};

/**
 * What a codec makes of the values that a schema accepts.
 *
 * In:  the image of the caller's value once its members and items were mapped.
 * Out: a schema that accepts whatever the codec gives; where the values are listed, exactly that.
 */
export function codecImage(codec: Codec, input: PlainSchema, site: CodecSite): PlainSchema {
  const format = site.place.certain
    .map(({ keywords }) => keywords['format'])
    .find((value) => typeof value === 'string');
  const steps = codec.steps ?? [codec];
  return steps.reduce<PlainSchema>(
    (image, step, index) =>
      stepImage(step, image, { site, format: index === 0 && typeof format === 'string' ? format : undefined }),
    input,
  );
}

/** The same of a value that has no place in the caller's request. */
export function wrappedImage(codec: Codec, input: PlainSchema): PlainSchema {
  const site = { resolve: () => true };
  return (codec.steps ?? [codec]).reduce((image, step) => stepImage(step, image, { site, format: undefined }), input);
}

function stepImage(
  codec: Codec,
  given: PlainSchema,
  { site, format }: { site: Pick<CodecSite, 'resolve'>; format: string | undefined },
): PlainSchema {
  const schema = followed(given, site, 0);
  if (typeof schema === 'object' && Array.isArray(schema['anyOf']) && Object.keys(schema).length === 1) {
    const parts = schema['anyOf'].filter(isSchema);
    return eitherOf(parts.map((part) => stepImage(codec, part, { site, format })));
  }
  const values = finiteValues(schema);
  if (values !== undefined) return listed(codec, values);
  const { rest, hasNull } = withoutNull(schema);
  const made = madeOf(codec, { input: rest, format });
  // No codec but `values` speaks of null, and that one lists what it is given.
  return hasNull ? eitherOf([made, { type: 'null' }]) : made;
}

function madeOf(codec: Codec, { input, format }: Omit<CodecFacts, 'argument'>): PlainSchema {
  if (isUserCodec(codec)) return plainProduced(codec.produced);
  const [name = '', argument = null] = partsOf(codec.name);
  const image = images[name];
  const made = image?.({ input, argument, format }) ?? true;
  return made === true ? ofType(codec.produces) : made;
}

/** What an app says that its codec makes: only the type of it is checked, the rest is the app's word. */
function plainProduced(produced: object): PlainSchema {
  const schema: unknown = JSON.parse(JSON.stringify(produced));
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? { ...schema } : true;
}

const ofType = (type: ProducedType): PlainSchema => (type === 'any' ? true : { type });

/** The name of a codec and its argument, as its author wrote them: `{"date":"dd.MM.yyyy"}`. */
export function partsOf(name: string): [name?: string, argument?: JsonValue] {
  if (!name.startsWith('{')) return [name];
  const written: Record<string, JsonValue> = JSON.parse(name);
  return Object.entries(written)[0] ?? [];
}

function tableValues(argument: JsonValue): JsonValue[] {
  if (isObject(argument)) return Object.values(argument);
  const rows = Array.isArray(argument) ? argument : [];
  return rows.flatMap((row) => (Array.isArray(row) && row[1] !== undefined ? [row[1]] : []));
}

const deepest = 16;

function followed(schema: PlainSchema, site: Pick<CodecSite, 'resolve'>, depth: number): PlainSchema {
  if (typeof schema === 'boolean' || depth > deepest) return schema;
  const reference = schema['$ref'];
  return typeof reference === 'string' && Object.keys(schema).length === 1
    ? followed(site.resolve(reference), site, depth + 1)
    : schema;
}

/** All values that a schema can accept, where it lists them; some of them it may refuse. */
function finiteValues(schema: PlainSchema): readonly JsonValue[] | undefined {
  if (typeof schema === 'boolean') return undefined;
  const { const: constant, enum: values, type } = schema;
  if (constant !== undefined) return [constant];
  if (Array.isArray(values)) return values;
  const types = typeNames(type);
  if (types.length === 0 || !types.every((name) => name === 'boolean' || name === 'null')) return undefined;
  return types.flatMap((name): JsonValue[] => (name === 'boolean' ? [true, false] : [null]));
}

function listed(codec: Codec, values: readonly JsonValue[]): PlainSchema {
  const made = values.map((value) => codec.encode(value));
  const plain = made.flatMap((value) => (value instanceof CodecRefusal ? [] : [value]));
  return plain.length === 0 ? false : eitherOf([{ enum: plain }]);
}

function withoutNull(schema: PlainSchema): { rest: JsonObject; hasNull: boolean } {
  if (typeof schema === 'boolean') return { rest: {}, hasNull: true };
  const types = typeNames(schema['type']);
  if (types.length === 0) return { rest: schema, hasNull: true };
  const others = types.filter((type) => type !== 'null');
  return {
    rest: { ...schema, type: others.length === 1 ? (others[0] ?? '') : others },
    hasNull: others.length < types.length,
  };
}
