import type { SchemaNode } from '../../contract/schema-node.ts';
import { quote, showDeclared } from '../../problem/quote.ts';
import { andList, orList, typePhrase } from '../../problem/type-phrase.ts';
import type { Seen, Spot } from './walk.ts';
import { listedValues, namedTypes, onlyRequires } from './branch/outline.ts';

/** What a schema asks, in words: as the end of `an item that`, and as the end of `must not`. */
export interface Description {
  /** `` is `admin` ``, `` has `a` and `b` ``. */
  readonly that: string;
  /** `` be `admin` ``, `` have `a` and `b` together ``. */
  readonly bare: string;
  /** Whose values it tells: those of these members, or of the value as a whole. */
  readonly tellsOf: readonly string[] | 'whole' | 'nothing';
}

/** Whether what a description says of a value may be told: a sentence about a secret must not say what it is. */
export function mayTell({ tellsOf }: Pick<Description, 'tellsOf'>, spot: Spot | undefined, seen: Seen): boolean {
  if (tellsOf === 'nothing') return true;
  const spots = tellsOf === 'whole' ? [spot] : tellsOf.map((step) => ({ parent: spot, step }));
  return spots.every((told) => seen.mayTellOf(told));
}

/** A schema in words; `undefined` where it takes more of them than a sentence bears. */
export function describeSchema(node: SchemaNode): Description | undefined {
  const names = onlyRequires(node);
  if (names !== undefined) {
    const list = andList(names.map(quote));
    return { that: `has ${list}`, bare: `have ${list}${names.length > 1 ? ' together' : ''}`, tellsOf: 'nothing' };
  }
  const values = listedValues(node);
  if (values !== undefined) return identity(orList(values.map(showDeclared)));
  const members = describeMembers(node);
  if (members !== undefined) {
    return { that: `is one where ${members}`, bare: `be one where ${members}`, tellsOf: [...node.properties.keys()] };
  }
  const { pattern } = node.keywords;
  if (typeof pattern === 'string') {
    const phrase = `the pattern ${quote(pattern)}`;
    return { that: `matches ${phrase}`, bare: `match ${phrase}`, tellsOf: 'whole' };
  }
  const types = namedTypes(node);
  return types === undefined || isStructured(node) ? undefined : identity(typePhrase(types));
}

/** A condition, `that` being the end of `when`: `` `country` is `DE` ``; `undefined` where it takes more words. */
export function describeCondition(node: SchemaNode): Omit<Description, 'bare'> | undefined {
  const members = describeMembers(node);
  if (members !== undefined) return { that: members, tellsOf: [...node.properties.keys()] };
  const names = onlyRequires(node);
  if (names === undefined) return undefined;
  return { that: `${andList(names.map(quote))} ${names.length === 1 ? 'is' : 'are'} sent`, tellsOf: 'nothing' };
}

/** Conditions on members alone: `` `country` is `DE` and `kind` is `a` or `b` ``. */
function describeMembers(node: SchemaNode): string | undefined {
  if (node.properties.size === 0 || isComposed(node)) return undefined;
  const parts: string[] = [];
  for (const [name, schema] of node.properties) {
    const values = listedValues(schema);
    if (values === undefined) return undefined;
    parts.push(`${quote(name)} is ${orList(values.map(showDeclared))}`);
  }
  return andList(parts);
}

const isComposed = (node: SchemaNode): boolean =>
  [...node.allOf, ...node.anyOf, ...node.oneOf].length > 0 || node.not !== undefined || node.if !== undefined;

const isStructured = (node: SchemaNode): boolean =>
  isComposed(node) || node.properties.size > 0 || node.items !== undefined || Object.keys(node.keywords).length > 1;

const identity = (what: string): Description => ({ that: `is ${what}`, bare: `be ${what}`, tellsOf: 'whole' });
