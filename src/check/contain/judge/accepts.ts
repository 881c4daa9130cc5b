/*
 * Whether a value fits a node, decided directly: what the rules find is never believed without it. Three answers: where an
 * opaque keyword would have to be known, there is none.
 */
import { isMultipleOf } from '../../../codec/decimal.ts';
import { isNumber, isObject } from '../../../codec/json-type.ts';
import type { JsonArray, JsonNumber, JsonObject, JsonValue } from '../../../codec/json-value.ts';
import { formats } from '../../../contract/formats.ts';
import type { BoundNode, Literal, MultipleNode, Node } from '../schema/node.ts';
import { typeBitOf } from '../schema/value-types.ts';
import { compareRationals, decimalText, rationalOf } from '../value/rational.ts';
import { toNumber } from '../../../codec/decimal.ts';
import { valueKey } from '../value/value-key.ts';
import { nativePattern } from './native-pattern.ts';

/** Yes, no, or not known. */
export type Answer = boolean | undefined;

/** Deeper values and reference chains are not judged. */
const deepest = 400;

/** Whether the value fits the literal. */
export function fitsLiteral(value: JsonValue, { node, holds }: Literal, depth = 0): Answer {
  const answer = accepts(value, node, depth);
  return answer === undefined || holds ? answer : !answer;
}

/** Whether the value fits all of the literals. */
export const fitsAll = (value: JsonValue, literals: readonly Literal[], depth = 0): Answer =>
  every(literals, (literal) => fitsLiteral(value, literal, depth));

/** Whether the node accepts the value. */
export function accepts(value: JsonValue, node: Node, depth = 0): Answer {
  if (depth > deepest) return undefined;
  switch (node.kind) {
    case 'any':
      return true;
    case 'never':
      return false;
    case 'opaque':
      return undefined;
    case 'all':
      return every(node.parts, (part) => accepts(value, part, depth + 1));
    case 'some':
      return opposite(every(node.parts, (part) => opposite(accepts(value, part, depth + 1))));
    case 'one':
      return acceptsOne(node.parts.map((part) => accepts(value, part, depth + 1)));
    case 'not':
      return opposite(accepts(value, node.part, depth + 1));
    case 'reference':
      return accepts(value, node.follow(), depth + 1);
    case 'type':
      return (node.types & typeBitOf(value)) !== 0;
    case 'values':
      return node.values.some((known) => known === value || valueKey(known) === valueKey(value));
    default:
      return acceptsTyped(value, node, depth);
  }
}

function acceptsTyped(value: JsonValue, node: Node, depth: number): Answer {
  if (typeof value === 'string') return acceptsText(value, node);
  if (isNumber(value)) {
    if (node.kind === 'bound') return isWithin(value, node);
    return node.kind === 'multiple' ? isMultipleIn(value, node) : true;
  }
  if (Array.isArray(value)) return acceptsList(value, node, depth);
  return isObject(value) ? acceptsObject(value, node, depth) : true;
}

function acceptsText(value: string, node: Node): Answer {
  if (node.kind === 'length') return isCounted(lengthOf(value), node);
  if (node.kind === 'pattern') return nativePattern(node.pattern)?.test(value);
  return node.kind === 'format' ? formats.get(node.name)?.(value) : true;
}

/** The length in code points, as JSON Schema counts it. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

const isCounted = (count: number, { least, most }: { least: number; most: number }): boolean =>
  count >= least && count <= most;

function isWithin(value: JsonNumber, { end, value: limit, isOpen }: BoundNode): Answer {
  const exact = rationalOf(value);
  if (exact === undefined) return undefined;
  const difference = compareRationals(exact, limit) * (end === 'least' ? 1 : -1);
  return isOpen ? difference > 0 : difference >= 0;
}

function isMultipleIn(value: JsonNumber, { of }: MultipleNode): Answer {
  const text = decimalText(of);
  return text === undefined ? undefined : isMultipleOf(value, toNumber(text));
}

function acceptsList(value: JsonArray, node: Node, depth: number): Answer {
  switch (node.kind) {
    case 'item-count':
      return isCounted(value.length, node);
    case 'unique':
      return new Set(value.map(valueKey)).size === value.length;
    case 'items':
      return every([...value.entries()], ([index, item]) => accepts(item, node.prefix[index] ?? node.rest, depth + 1));
    case 'contains':
      return isCountedIn(
        value.map((item) => accepts(item, node.part, depth + 1)),
        node,
      );
    case 'some-item': {
      const items = node.isExact ? value.slice(node.index, node.index + 1) : value.slice(node.index);
      return opposite(every(items, (item) => opposite(fitsAll(item, node.value, depth + 1))));
    }
    default:
      return true;
  }
}

function acceptsObject(value: JsonObject, node: Node, depth: number): Answer {
  const names = Object.keys(value);
  switch (node.kind) {
    case 'member-count':
      return isCounted(names.length, node);
    case 'required':
      return Object.hasOwn(value, node.name);
    case 'names':
      return every(names, (name) => accepts(name, node.part, depth + 1));
    case 'members':
      return every(names, (name) =>
        every(nodesFor(node, name), (below) =>
          below === undefined ? undefined : accepts(value[name] ?? null, below, depth + 1),
        ),
      );
    case 'some-member': {
      const fitting = (name: string): Answer =>
        every([node.name === undefined ? fitsAll(name, node.names, depth + 1) : node.name === name], (fit) =>
          fit === true ? fitsAll(value[name] ?? null, node.value, depth + 1) : fit,
        );
      return opposite(every(names, (name) => opposite(fitting(name))));
    }
    default:
      return true;
  }
}

/** The nodes that judge a member; `undefined` among them where a pattern is none that can be run. */
export function nodesFor(node: Node & { kind: 'members' }, name: string): readonly (Node | undefined)[] {
  const found: (Node | undefined)[] = [];
  const own = node.named.get(name);
  if (own !== undefined) found.push(own);
  for (const { pattern, node: below } of node.patterns) {
    const engine = nativePattern(pattern.pattern);
    if (engine === undefined) found.push(undefined);
    else if (engine.test(name)) found.push(below);
  }
  return found.length === 0 ? [node.rest] : found;
}

const opposite = (answer: Answer): Answer => (answer === undefined ? undefined : !answer);

function every<T>(values: readonly T[], test: (value: T) => Answer): Answer {
  let answer: Answer = true;
  for (const value of values) {
    const one = test(value);
    if (one === false) return false;
    if (one === undefined) answer = undefined;
  }
  return answer;
}

function acceptsOne(answers: readonly Answer[]): Answer {
  const sure = answers.filter((answer) => answer === true).length;
  if (sure > 1) return false;
  return answers.includes(undefined) ? undefined : sure === 1;
}

function isCountedIn(answers: readonly Answer[], limits: { least: number; most: number }): Answer {
  const least = answers.filter((answer) => answer === true).length;
  const most = answers.filter((answer) => answer !== false).length;
  if (least > limits.most || most < limits.least) return false;
  return least >= limits.least && most <= limits.most ? true : undefined;
}
