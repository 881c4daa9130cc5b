import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { SchemaSource } from '../../openapi/read/schema-source.ts';
import { accepts } from './judge/accepts.ts';
import { confirm } from './judge/confirm.ts';
import { explainRefusal, nodeAt, pointerOf } from './judge/explain.ts';
import { shrink } from './judge/shrink.ts';
import { Memory } from './memory.ts';
import { fits, misfits, type Node, type Origin } from './schema/node.ts';
import type { Hindrance, Result } from './solve/result.ts';
import { Solver } from './solve/solver.ts';
import type { Obstacle, Verdict } from './verdict.ts';

/** Where the outermost schema of a side stands; pointers in a verdict continue from there. */
export interface RootPlace {
  readonly file: string;
  /** RFC 6901 JSON Pointer. */
  readonly pointer: string;
}

/** How a question is answered. */
export interface ContainsOptions {
  /**
   * What was found out before; give the same one to all questions about the same documents.
   * @default a new one for each question
   */
  readonly memory?: Memory;
  /**
   * How many steps are taken before the answer is `undecided`; counted, so that it never depends on the machine.
   * @default 200000
   */
  readonly steps?: number;
  /** @default the root of a file without name */
  readonly innerPlace?: RootPlace;
  /** @default the root of a file without name */
  readonly outerPlace?: RootPlace;
}

/** Two schemas, each with the documents that its references lead to. */
export interface ContainsQuestion {
  readonly inner: JsonValue;
  readonly innerSource: SchemaSource;
  readonly outer: JsonValue;
  readonly outerSource: SchemaSource;
  readonly options?: ContainsOptions;
}

const defaultSteps = 200_000;
const atRoot: RootPlace = { file: '', pointer: '' };

/**
 * Decides whether every JSON value that the inner schema accepts is accepted by the outer one. Both are JSON Schema 2020-12.
 *
 * Out: `proved`; `refuted` with a value that Ajv accepts for the inner schema and refuses for the outer one; or `undecided`
 * with what stands in the way. The same question always has the same answer. A format that the gateway does not know
 * says nothing in the inner schema, and leaves the outer one undecided unless both have it.
 * Fails: never; what is no schema is an obstacle.
 * Source: docs/check.md.
 */
export function contains(question: ContainsQuestion): Verdict {
  const {
    memory = new Memory(),
    steps = defaultSteps,
    innerPlace = atRoot,
    outerPlace = atRoot,
  } = question.options ?? {};
  const inner = memory.node(question.inner, question.innerSource, { side: 'inner', ...innerPlace });
  const outer = memory.node(question.outer, question.outerSource, { side: 'outer', ...outerPlace });
  const result = search(memory, { inner, outer }, steps);
  if (result.kind === 'none') return { kind: 'proved' };
  if (result.kind === 'unknown') return { kind: 'undecided', obstacles: result.hindrances.map(obstacleOf) };
  return refute(question, { inner, outer }, result.value);
}

interface Pair {
  readonly inner: Node;
  readonly outer: Node;
}

function search(memory: Memory, { inner, outer }: Pair, steps: number): Result {
  try {
    return new Solver(memory, steps).solve([fits(inner), misfits(outer)]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The stack has an end; what is nested that deep is not decided.
    return { kind: 'unknown', hindrances: [{ at: outer.at, because: 'it is nested too deep' }] };
  }
}

function refute(question: ContainsQuestion, { inner, outer }: Pair, value: JsonValue): Verdict {
  // A format of unknown name asserts nothing to Ajv.
  const isWitness = (candidate: JsonValue): boolean =>
    accepts(candidate, inner) !== false && accepts(candidate, outer) === false;
  const witness = isWitness(value) ? shrink(value, isWitness) : value;
  const isConfirmed =
    confirm(witness, { schema: question.inner, source: question.innerSource }) === true &&
    confirm(witness, { schema: question.outer, source: question.outerSource }) === false;
  if (!isConfirmed) return { kind: 'undecided', obstacles: [unconfirmed(inner, outer)] };
  const { path, node, because } = explainRefusal(witness, outer);
  const place = nodeAt(witness, inner, path);
  return {
    kind: 'refuted',
    witness: plainObjects(witness),
    at: pointerOf(path),
    innerPointer: schemaPointer(place.at),
    innerFile: place.at.file,
    outerPointer: node.at.pointer,
    outerFile: node.at.file,
    keyword: keywordOf(node.at),
    because,
  };
}

/** The value with objects as object literals make them. */
function plainObjects(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(plainObjects);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainObjects(member)]));
}

/** The pointer of the schema that a keyword stands in. */
const schemaPointer = ({ keyword, pointer }: Origin): string =>
  keyword !== '' && pointer.endsWith(`/${keyword}`) ? pointer.slice(0, -keyword.length - 1) : pointer;

const applying = new RegExp(
  '^(?:(?:additional|unevaluated|pattern)?Properties|properties|(?:prefix|unevaluated)?Items|items|(?:all|any|one)Of' +
    '|not|if|then|else|contains|propertyNames|dependentSchemas)$',
);

/** The keyword; of a whole schema the one that it stands below. */
function keywordOf({ keyword, pointer }: Origin): string {
  if (keyword !== '') return keyword;
  const [last = '', before = ''] = pointer.split('/').reverse();
  if (applying.test(last)) return last;
  return applying.test(before) ? before : 'schema';
}

function obstacleOf({ at, because }: Hindrance): Obstacle {
  const pointer = at.pointer;
  const isInner = at.side === 'inner';
  return {
    keyword: keywordOf(at),
    innerPointer: isInner ? pointer : '',
    outerPointer: isInner ? '' : pointer,
    because,
  };
}

function unconfirmed(inner: Node, outer: Node): Obstacle {
  return {
    keyword: keywordOf(outer.at),
    innerPointer: inner.at.pointer,
    outerPointer: outer.at.pointer,
    because: 'a value that breaks it was found, but not confirmed',
  };
}
