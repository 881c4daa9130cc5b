import { CodecRefusal } from '../../codec/codec.ts';
import { leastKept, mostKept } from '../../codec/json-text/counted.ts';
import type { JsonType } from '../../codec/json-type.ts';
import type { Codec } from '../../codec/codec.ts';
import { type Code, code, indented } from '../../emit/code.ts';
import { mapValue } from '../map/map-value.ts';
import type { BodySource, Made, Spot } from './body-source.ts';
import { isWrittenOut } from './is-written-out.ts';

/** Writes an object or a list; `emitValue` is given them, since they in turn need it. */
export interface Composites {
  object(source: BodySource, spot: Spot, value: Code): Made;
  list(source: BodySource, spot: Spot, value: Code): Made;
}

/**
 * Writes what makes the upstream's value of a caller's that is there and fits its schema.
 *
 * What code cannot express runs in closures: branches, patterns, positions, values of no certain type.
 */
export function emitValue(source: BodySource, at: Spot, by: { value: Code; composites: Composites }): Made {
  const spot = at.plan?.identity === true ? { place: at.place, plan: undefined } : at;
  const { value } = by;
  const made = spot.plan?.choice === undefined ? emitContent(source, spot, by) : undefined;
  if (made === undefined) return inClosures(source, spot, value);
  return spot.plan?.codec === undefined ? made : encoded(source, made, spot.plan.codec);
}

function emitContent(
  source: BodySource,
  spot: Spot,
  { value, composites }: Parameters<typeof emitValue>[2],
): Made | undefined {
  const { types } = spot.place;
  if (types.length > 0 && types.every(isScalar)) return emitScalar(source, types, value);
  const [type, ...others] = types.filter((name) => name !== 'null');
  if (others.length > 0 || source.budget === 0 || !isWrittenOut(spot)) return undefined;
  // A schema inside of itself would be written out until the budget is spent, which takes a second and more.
  if (source.open.has(spot.place)) return undefined;
  source.open.add(spot.place);
  source.budget -= 1;
  source.depth += 1;
  source.deepest = Math.max(source.deepest, source.depth);
  const emit = type === 'array' ? composites.list : composites.object;
  const made = emit(source, spot, value);
  source.depth -= 1;
  source.open.delete(spot.place);
  return types.includes('null') ? unlessNull(source, made, value) : made;
}

const isScalar = (type: JsonType): boolean => type !== 'object' && type !== 'array';
const isNumeric = (type: JsonType): boolean => type === 'number' || type === 'integer';

function emitScalar({ strings, outermost }: BodySource, types: readonly JsonType[], value: Code): Made {
  const lines: Code[] = [];
  const isText = types.every((type) => type === 'string');
  if (!isText && types.includes('string')) lines.push(code`if (typeof ${value} === 'string') ${strings} += 1;`);
  if (types.some(isNumeric)) {
    const beyond = code`!(${value} > ${leastKept} && ${value} < ${mostKept})`;
    const condition = types.every(isNumeric) ? beyond : code`typeof ${value} === 'number' && ${beyond}`;
    lines.push(code`if (${condition}) ${outermost} = true;`);
  }
  return { lines, value, mayBeAbsent: false, strings: isText ? 1 : 0 };
}

function unlessNull({ program, strings }: BodySource, made: Made, value: Code): Made {
  const result = program.fresh('result');
  const inner = [...made.lines, code`${strings} += ${made.strings};`, code`${result} = ${made.value};`];
  const lines = [code`let ${result} = null;`, code`if (${value} !== null) {\n${indented(inner)}\n}`];
  return { lines, value: result, mayBeAbsent: made.mayBeAbsent, strings: 0 };
}

/** Writes the conversion of a value; one that is refused is left to the closures, which say why. */
export function encoded({ program, unmapped }: BodySource, made: Made, codec: Codec): Made {
  const result = program.fresh('encoded');
  const constant = program.constant('codec', codec);
  const refusal = program.constant('CodecRefusal', CodecRefusal);
  const lines = [
    ...made.lines,
    code`const ${result} = ${constant}.encode(${made.value});`,
    code`if (${result} instanceof ${refusal}) return ${unmapped};`,
  ];
  return { ...made, lines, value: result };
}

function inClosures(source: BodySource, { plan }: Spot, value: Code): Made {
  const { program, run } = source;
  source.isCounted = false;
  if (plan === undefined) return { lines: [], value, mayBeAbsent: false, strings: 0 };
  const result = program.fresh('mapped');
  const map = program.constant('mapValue', mapValue);
  const lines = [code`const ${result} = ${map}(${program.constant('plan', plan)}, ${value}, ${run});`];
  return { lines, value: result, mayBeAbsent: true, strings: 0 };
}
