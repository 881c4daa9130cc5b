// A contract of a thousand operations has hundreds of thousands of collections with nothing in them, each of which would take
// 100 to 200 bytes: those that are never written to are these.

const noEntries: ReadonlyMap<never, never> = new Map<never, never>();

const nothing: ReadonlySet<never> = new Set<never>();

/** The list without items. */
export const emptyList: readonly never[] = Object.freeze([]);

/** The map without entries. */
export const emptyMap = <Key, Value>(): ReadonlyMap<Key, Value> => noEntries as ReadonlyMap<Key, Value>;

/** The set without members. */
export const emptySet = <Member>(): ReadonlySet<Member> => nothing;

/** A map of some entries. */
export const mapOf = <Key, Value>(entries: readonly (readonly [Key, Value])[]): ReadonlyMap<Key, Value> =>
  entries.length === 0 ? emptyMap() : new Map(entries);

/** A set of some members. */
export const setOf = <Member>(members: readonly Member[]): ReadonlySet<Member> =>
  members.length === 0 ? nothing : new Set(members);

/** A list that is kept for long: the same as given, or the one without items. */
export const listOf = <Item>(items: readonly Item[]): readonly Item[] => (items.length === 0 ? emptyList : items);
