import { isMultipleOf } from '../../../codec/decimal.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import { formats, numericFormats } from '../../../contract/formats.ts';
import type { SchemaNode } from '../../../contract/schema-node.ts';
import { type Code, code } from '../../../emit/code.ts';
import type { Program } from '../../../emit/program.ts';
import { countPoints } from '../../../problem/quote.ts';
import { patternOf } from '../pattern-cache.ts';
import { keywordChecks, planOf } from '../plan.ts';

/** More allowed values than these are looked up. */
const mostCompared = 16;

type Test = Code | undefined;
type Accepts = (value: JsonValue) => boolean;

/**
 * Writes the test whether a value is a scalar that a schema accepts; true is certain, false only sends the value to the
 * walk, which judges it by all keywords.
 *
 * Out: `undefined` where no scalar is certain to be accepted, or it takes the walk to know.
 */
export function scalarTest(program: Program, node: SchemaNode, value: Code): Code | undefined {
  return compileTest({ program, value }, node, 0);
}

interface Writing {
  readonly program: Program;
  readonly value: Code;
}

function compileTest(writing: Writing, node: SchemaNode, depth: number): Test {
  const accepts = node.always === undefined ? planOf(node).acceptsScalar : undefined;
  const own = ownTest(writing, node);
  const inPlace = node.ref === undefined ? node.allOf : [node.ref, ...node.allOf];
  if (inPlace.length === 0) return accepts && (own ?? closureTest(writing, node, accepts));
  // A loop of references ends in the walk.
  if (depth > 8 || !keywordChecks(node).every(({ name }) => name === '$ref' || name === 'allOf')) return undefined;
  const tests = inPlace.map((part) => compileTest(writing, part, depth + 1));
  return tests.every((test) => test !== undefined) ? all(tests) : undefined;
}

/** For what is too rare to be written out. */
function closureTest({ program, value }: Writing, { keywords }: SchemaNode, accepts: Accepts): Test {
  const isOther = [keywords['type'] ?? 'any'].flat().every((type) => type === 'object' || type === 'array');
  return isOther
    ? undefined
    : code`(typeof ${value} !== 'object' && ${program.constant('accepts', accepts)}(${value}))`;
}

/** The test of a schema that names one scalar type, or lists scalars. */
function ownTest(writing: Writing, { keywords }: SchemaNode): Test {
  const isListed = keywords['enum'] !== undefined || keywords['const'] !== undefined;
  const listed = isListed ? listedTest(writing, keywords) : undefined;
  if (isListed && listed === undefined) return undefined;
  const tests = listed === undefined ? [] : [listed];
  const { value } = writing;
  switch (keywords['type']) {
    case undefined:
      return listed;
    case 'string':
      return all([code`typeof ${value} === 'string'`, ...textTests(writing, keywords), ...tests]);
    case 'integer':
      return all([code`Number.isInteger(${value})`, ...numberTests(writing, keywords), ...tests]);
    case 'number':
      return all([code`typeof ${value} === 'number'`, ...numberTests(writing, keywords), ...tests]);
    case 'boolean':
      return all([code`typeof ${value} === 'boolean'`, ...tests]);
    default:
      return undefined;
  }
}

type Keywords = SchemaNode['keywords'];

/** Only where the list is all that is asked. */
function listedTest({ program, value }: Writing, { enum: members, const: only, ...rest }: Keywords): Test {
  const judged = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
  judged.push('minLength', 'maxLength', 'pattern', 'format');
  if (judged.some((keyword) => rest[keyword] !== undefined)) return undefined;
  if (only !== undefined && members !== undefined) return undefined;
  const allowed = only === undefined ? members : [only];
  if (!Array.isArray(allowed) || !allowed.every(isPlain)) return undefined;
  if (allowed.length > mostCompared) return code`${program.constant('allowed', new Set(allowed))}.has(${value})`;
  return any(allowed.map((member) => code`${value} === ${member}`));
}

const isPlain = (value: JsonValue): value is string | number | boolean | null =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

function textTests({ program, value }: Writing, { minLength, maxLength, format, pattern }: Keywords): Code[] {
  const tests: Code[] = [];
  const points = program.constant('countPoints', countPoints);
  if (minLength === 1) tests.push(code`${value} !== ''`);
  else if (typeof minLength === 'number') {
    tests.push(code`(${value}.length >= ${minLength * 2} || ${points}(${value}) >= ${minLength})`);
  }
  if (typeof maxLength === 'number') {
    tests.push(code`(${value}.length <= ${maxLength} || ${points}(${value}) <= ${maxLength})`);
  }
  const hasFormat = typeof format === 'string' ? formats.get(format) : undefined;
  if (hasFormat !== undefined) tests.push(code`${program.constant('format', hasFormat)}(${value})`);
  if (typeof pattern === 'string') tests.push(code`${program.constant('pattern', patternOf(pattern))}.test(${value})`);
  return tests;
}

const comparisons = [
  ['minimum', code`>=`],
  ['exclusiveMinimum', code`>`],
  ['maximum', code`<=`],
  ['exclusiveMaximum', code`<`],
] as const;

function numberTests({ program, value }: Writing, keywords: Keywords): Code[] {
  const tests: Code[] = [];
  for (const [keyword, sign] of comparisons) {
    const limit = keywords[keyword];
    if (typeof limit === 'number') tests.push(code`${value} ${sign} ${limit}`);
    else if (limit !== undefined) tests.push(code`false`);
  }
  const { multipleOf, format } = keywords;
  if (typeof multipleOf === 'number') {
    tests.push(code`${program.constant('isMultipleOf', isMultipleOf)}(${value}, ${multipleOf})`);
  } else if (multipleOf !== undefined) tests.push(code`false`);
  const hasFormat = typeof format === 'string' ? numericFormats.get(format) : undefined;
  if (hasFormat !== undefined) tests.push(code`${program.constant('format', hasFormat)}(${value})`);
  return tests;
}

const all = (tests: readonly Code[]): Code => code`(${joinedCode(tests, code`&&`)})`;
const any = (tests: readonly Code[]): Code =>
  tests.length === 0 ? code`false` : code`(${joinedCode(tests, code`||`)})`;

/** Writes pieces of code, one at least, with an operator between them. */
export function joinedCode([first = code`true`, ...others]: readonly Code[], operator: Code): Code {
  return others.reduce((left, right) => code`${left} ${operator} ${right}`, first);
}
