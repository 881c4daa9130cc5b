/*
 * Why a node refuses a value: the keyword that does, as deep in the value as can be told, and what it says in words.
 */
import { isObject } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import { escapePointerToken } from '../../../codec/pointer-token.ts';
import type { Node } from '../schema/node.ts';
import { accepts, nodesFor } from './accepts.ts';
import { wordsFor } from './refusal-words.ts';

/** A keyword that refuses a part of a value. */
export interface Refusal {
  /** The tokens that lead to the part. */
  readonly path: readonly string[];
  readonly node: Node;
  readonly because: string;
}

interface Part {
  readonly value: JsonValue;
  readonly path: readonly string[];
}

/** Deeper chains of references are not followed. */
const deepest = 200;

/** The refusal; the node does refuse the value. */
export function explainRefusal(value: JsonValue, node: Node): Refusal {
  return explain({ value, path: [] }, node, 0);
}

/** A JSON Pointer of tokens. Source: RFC 6901. */
export const pointerOf = (path: readonly string[]): string =>
  path.map((token) => `/${escapePointerToken(token)}`).join('');

function explain(part: Part, node: Node, depth: number): Refusal {
  const here: Refusal = { path: part.path, node, because: wordsFor(part.value, node) };
  if (depth > deepest) return here;
  const below = (inner: Node): Refusal => explain(part, inner, depth + 1);
  switch (node.kind) {
    case 'reference':
      return below(node.follow());
    case 'all': {
      const refusals = node.parts.filter((one) => accepts(part.value, one) === false).map(below);
      // A wrong type makes all else pointless; what is shallow is read first.
      const first = (kind: Node['kind']): Refusal | undefined => refusals.find((refusal) => refusal.node.kind === kind);
      return first('type') ?? first('required') ?? refusals[0] ?? here;
    }
    case 'some':
    case 'one':
      return explainBranches(
        here,
        node.parts.map((one) => (accepts(part.value, one) === false ? below(one) : undefined)),
      );
    case 'items':
    case 'members':
      return explainParts(part, node, depth) ?? here;
    default:
      return here;
  }
}

/** One branch alone is of the value's type, has the value that tells it apart, or goes deeper than all others: that one is meant. */
function explainBranches(here: Refusal, refusals: readonly (Refusal | undefined)[]): Refusal {
  const all = refusals.filter((refusal) => refusal !== undefined);
  if (all.length < refusals.length) return here;
  const typed = all.filter(({ node, path }) => node.kind !== 'type' || path.length > here.path.length);
  const named = typed.filter(({ node }) => node.kind !== 'values');
  const depth = Math.max(0, ...typed.map(({ path }) => path.length));
  const deep = depth > here.path.length ? typed.filter(({ path }) => path.length === depth) : [];
  return [typed, named, deep].find((meant) => meant.length === 1)?.[0] ?? here;
}

function explainParts({ value, path }: Part, node: Node, depth: number): Refusal | undefined {
  if (node.kind === 'items' && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const own = node.prefix[index] ?? node.rest;
      if (accepts(item, own) === false) return explain({ value: item, path: [...path, String(index)] }, own, depth + 1);
    }
  }
  if (node.kind !== 'members' || !isObject(value)) return undefined;
  const refusals = Object.entries(value).flatMap(([name, member]) =>
    nodesFor(node, name)
      .filter((own) => own !== undefined && accepts(member, own) === false)
      .flatMap((own) => (own === undefined ? [] : [explain({ value: member, path: [...path, name] }, own, depth + 1)])),
  );
  // A value that is not the one listed tells branches apart, and is told before what else is wrong.
  return refusals.find((refusal) => refusal.node.kind === 'values') ?? refusals[0];
}

/** The schema of a part of a value that the node accepts. */
export function nodeAt(value: JsonValue, node: Node, path: readonly string[]): Node {
  const [token, ...rest] = path;
  if (token === undefined) return node;
  const child = isObject(value) ? value[token] : Array.isArray(value) ? value[Number(token)] : undefined;
  const own = child === undefined ? undefined : childNode(value, node, { token, depth: 0 });
  return own === undefined || child === undefined ? node : nodeAt(child, own, rest);
}

interface ChildStep {
  readonly token: string;
  readonly depth: number;
}

function childNode(value: JsonValue, node: Node, { token, depth }: ChildStep): Node | undefined {
  if (depth > deepest) return undefined;
  const next = { token, depth: depth + 1 };
  switch (node.kind) {
    case 'reference':
      return childNode(value, node.follow(), next);
    case 'all':
    case 'some':
    case 'one':
      for (const part of node.parts) {
        const own = accepts(value, part) === true ? childNode(value, part, next) : undefined;
        if (own !== undefined) return own;
      }
      return undefined;
    case 'items':
      return Array.isArray(value) ? (node.prefix[Number(token)] ?? node.rest) : undefined;
    case 'members':
      return nodesFor(node, token)[0];
    default:
      return undefined;
  }
}
