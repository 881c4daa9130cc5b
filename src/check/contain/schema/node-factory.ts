import type { JsonValue } from '../../../codec/json-value.ts';
import { valueKey } from '../value/value-key.ts';
import type { CombinedNode, CountNode, Literal, Node, Origin, SomeItemNode, SomeMemberNode } from './node.ts';
import { literalId } from './node.ts';
import { everyType, type TypeSet } from './value-types.ts';

/** Gives equal texts equal numbers, from 1 on. */
export class Interner {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size + 1;
    this.#numbers.set(text, number);
    return number;
  }
}

/** How many there may be; at least none, and any number where nothing is said. */
export interface CountLimits {
  readonly least?: number;
  readonly most?: number;
}

/** Makes nodes, and simplifies them where that costs nothing. */
export class NodeFactory {
  readonly #interner: Interner;
  readonly #identities = new WeakMap<object, number>();
  #nextIdentity = 0;

  constructor(interner: Interner) {
    this.#interner = interner;
  }

  /** The number of a text that says all that a node means. */
  id(text: string): number {
    return this.#interner.numberOf(text);
  }

  /** A text that stands for one object, however much is in it. */
  identity(schema: object): string {
    const number = this.#identities.get(schema) ?? this.#nextIdentity++;
    this.#identities.set(schema, number);
    return `object:${number}`;
  }

  any(at: Origin): Node {
    return { kind: 'any', id: this.id('any'), at };
  }

  never(at: Origin): Node {
    return { kind: 'never', id: this.id('never'), at };
  }

  all(at: Origin, parts: readonly Node[]): Node {
    const told = parts.flatMap((part) => (part.kind === 'all' ? part.parts : [part]));
    const never = told.find(({ kind }) => kind === 'never');
    if (never !== undefined) return never;
    const kept = told.filter(({ kind }) => kind !== 'any');
    if (kept.length === 0) return this.any(at);
    return kept.length === 1 && kept[0] !== undefined ? kept[0] : this.#combined('all', at, kept);
  }

  some(at: Origin, parts: readonly Node[]): Node {
    const any = parts.find(({ kind }) => kind === 'any');
    if (any !== undefined) return this.any(at);
    const kept = parts.filter(({ kind }) => kind !== 'never');
    if (kept.length === 0) return this.never(at);
    return this.#combined('some', at, kept);
  }

  one(at: Origin, parts: readonly Node[]): Node {
    const kept = parts.filter(({ kind }) => kind !== 'never');
    if (kept.length === 0) return this.never(at);
    return kept.length === 1 ? this.#combined('some', at, kept) : this.#combined('one', at, kept);
  }

  not(at: Origin, part: Node): Node {
    if (part.kind === 'any') return this.never(at);
    if (part.kind === 'never') return this.any(at);
    return { kind: 'not', id: this.id(`not:${part.id}`), at, part };
  }

  type(at: Origin, types: TypeSet): Node {
    if (types === everyType) return this.any(at);
    return { kind: 'type', id: this.id(`type:${types}`), at, types };
  }

  values(at: Origin, values: readonly JsonValue[]): Node {
    if (values.length === 0) return this.never(at);
    const id = this.id(`values:${values.map(valueKey).sort().join(',')}`);
    return { kind: 'values', id, at, values };
  }

  count(kind: CountNode['kind'], at: Origin, { least = 0, most = Number.POSITIVE_INFINITY }: CountLimits): Node {
    if (least <= 0 && most === Number.POSITIVE_INFINITY) return this.any(at);
    return { kind, id: this.id(`${kind}:${least}:${most}`), at, least, most };
  }

  contains(at: Origin, part: Node, { least, most }: { least: number; most: number }): Node {
    if (least <= 0 && most === Number.POSITIVE_INFINITY) return this.any(at);
    return { kind: 'contains', id: this.id(`contains:${part.id}:${least}:${most}`), at, part, least, most };
  }

  items(at: Origin, prefix: readonly Node[], rest: Node): Node {
    if (rest.kind === 'any' && prefix.every(({ kind }) => kind === 'any')) return this.any(at);
    const id = this.id(`items:${prefix.map((node) => node.id)}:${rest.id}`);
    return { kind: 'items', id, at, prefix, rest };
  }

  pattern(at: Origin, pattern: string): Node {
    return { kind: 'pattern', id: this.id(`pattern:${pattern}`), at, pattern };
  }

  required(at: Origin, name: string): Node {
    return { kind: 'required', id: this.id(`required:${name}`), at, name };
  }

  opaque(at: Origin, key: string, because: string): Node {
    const isAnnotation = at.keyword === 'format';
    return { kind: 'opaque', id: this.id(`opaque:${key}`), at, because, isAnnotation };
  }

  someMember(at: Origin, said: Pick<SomeMemberNode, 'name' | 'names' | 'value'>): Node {
    const name = said.name === undefined ? `?${idsOf(said.names)}` : `=${said.name}`;
    return { kind: 'some-member', id: this.id(`some-member:${idsOf(said.value)}:${name}`), at, ...said };
  }

  someItem(at: Origin, said: Pick<SomeItemNode, 'index' | 'isExact' | 'value'>): Node {
    const id = this.id(`some-item:${said.index}:${said.isExact}:${idsOf(said.value)}`);
    return { kind: 'some-item', id, at, ...said };
  }

  #combined(kind: CombinedNode['kind'], at: Origin, parts: readonly Node[]): Node {
    const ids = parts.map(({ id }) => id);
    const known = kind === 'one' ? ids : [...new Set(ids)];
    return { kind, id: this.id(`${kind}:${known.sort((a, b) => a - b)}`), at, parts };
  }
}

const idsOf = (literals: readonly Literal[]): string =>
  literals
    .map(literalId)
    .sort((a, b) => a - b)
    .join(',');
