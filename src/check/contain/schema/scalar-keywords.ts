import { isNumber } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import { formats, numericFormats } from '../../../contract/formats.ts';
import { negated, type Rational, rationalOf } from '../value/rational.ts';
import { valueKey } from '../value/value-key.ts';
import type { BoundNode, Node, Origin } from './node.ts';
import type { NodeFactory } from './node-factory.ts';
import type { Reading } from './reading.ts';
import { everyType, numberTypes, typeBits, typesNamed } from './value-types.ts';

/** Reads the keywords of every type, of numbers and of texts. */
export function scalarNodes(reading: Reading): Node[] {
  return [...typeNodes(reading), ...numberNodes(reading), ...textNodes(reading)];
}

function typeNodes({ schema, factory, at }: Reading): Node[] {
  const nodes: Node[] = [];
  if (schema['type'] !== undefined) {
    const names = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
    // OpenAPI 3.0 writes `nullable`, and Ajv reads it so.
    const also = schema['nullable'] === true ? typeBits.null : 0;
    const types = names.reduce<number>((set, name) => set | (typeof name === 'string' ? typesNamed(name) : 0), also);
    nodes.push(types === 0 ? factory.never(at('type')) : factory.type(at('type'), types));
  }
  if (schema['const'] !== undefined) nodes.push(factory.values(at('const'), [schema['const']]));
  if (Array.isArray(schema['enum'])) nodes.push(factory.values(at('enum'), distinct(schema['enum'])));
  return nodes;
}

const distinct = (values: readonly JsonValue[]): JsonValue[] => [
  ...new Map(values.map((value) => [valueKey(value), value])).values(),
];

const bounds = [
  { keyword: 'minimum', end: 'least', isOpen: false },
  { keyword: 'exclusiveMinimum', end: 'least', isOpen: true },
  { keyword: 'maximum', end: 'most', isOpen: false },
  { keyword: 'exclusiveMaximum', end: 'most', isOpen: true },
] as const;

function numberNodes({ schema, factory, at }: Reading): Node[] {
  const nodes: Node[] = [];
  for (const { keyword, end, isOpen } of bounds) {
    const limit = schema[keyword];
    if (limit === undefined) continue;
    const value = isNumber(limit) ? rationalOf(limit) : undefined;
    nodes.push(
      value === undefined
        ? factory.opaque(at(keyword), `${keyword}:${valueKey(limit)}`, 'its number is beyond what is calculated with')
        : boundNode(factory, at(keyword), { end, value, isOpen }),
    );
  }
  const divisor = schema['multipleOf'];
  if (divisor !== undefined) nodes.push(multipleNode(factory, at('multipleOf'), divisor));
  return nodes;
}

/** A limit of numbers. */
function boundNode(factory: NodeFactory, at: Origin, limit: Pick<BoundNode, 'end' | 'value' | 'isOpen'>): Node {
  const { end, value, isOpen } = limit;
  return { kind: 'bound', id: factory.id(`bound:${end}:${value.top}/${value.bottom}:${isOpen}`), at, ...limit };
}

function multipleNode(factory: NodeFactory, at: Origin, divisor: JsonValue): Node {
  const of = isNumber(divisor) ? rationalOf(divisor) : undefined;
  if (of === undefined || of.top <= 0n) {
    return factory.opaque(at, `multiple:${valueKey(divisor)}`, 'its number is beyond what is calculated with');
  }
  return { kind: 'multiple', id: factory.id(`multiple:${of.top}/${of.bottom}`), at, of };
}

function textNodes({ schema, factory, at }: Reading): Node[] {
  const nodes: Node[] = [];
  const least = countOf(schema['minLength']);
  const most = countOf(schema['maxLength']);
  if (least !== undefined) nodes.push(factory.count('length', at('minLength'), { least }));
  if (most !== undefined) nodes.push(factory.count('length', at('maxLength'), { most }));
  if (typeof schema['pattern'] === 'string') nodes.push(factory.pattern(at('pattern'), schema['pattern']));
  if (typeof schema['format'] === 'string') nodes.push(formatNode(factory, at('format'), schema['format']));
  return nodes;
}

/** A count as keywords write it; `undefined` for what is none. */
export function countOf(value: JsonValue | undefined): number | undefined {
  if (value === undefined || !isNumber(value)) return undefined;
  const count = Number(value);
  return Number.isNaN(count) ? undefined : count;
}

function formatNode(factory: NodeFactory, at: Origin, name: string): Node {
  if (name === 'double' || name === 'password' || name === 'binary') return factory.any(at);
  if (formats.has(name)) return { kind: 'format', id: factory.id(`format:${name}`), at, name };
  if (numericFormats.has(name)) return numericNode(factory, at, name);
  return factory.some(at, [
    factory.type(at, everyType & ~(typeBits.text | numberTypes)),
    factory.opaque(at, `format:${name}`, `what the format \`${name}\` means is not known`),
  ]);
}

const greatestOf: Readonly<Record<string, Rational>> = {
  int32: { top: 2147483647n, bottom: 1n },
  int64: { top: 9223372036854775807n, bottom: 1n },
  float: { top: BigInt(3.4028234663852886e38), bottom: 1n },
};

/** A format of numbers is a range, as the gateway judges it. */
function numericNode(factory: NodeFactory, at: Origin, name: string): Node {
  const greatest = greatestOf[name];
  if (greatest === undefined) return factory.any(at);
  const isWhole = name !== 'float';
  const least = isWhole ? { top: -greatest.top - 1n, bottom: 1n } : negated(greatest);
  return factory.all(at, [
    isWhole ? factory.type(at, everyType & ~typeBits.fraction) : factory.any(at),
    boundNode(factory, at, { end: 'most', value: greatest, isOpen: false }),
    boundNode(factory, at, { end: 'least', value: least, isOpen: false }),
  ]);
}
