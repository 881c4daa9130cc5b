import fc from 'fast-check';

/** Every place of a JSON value, as the names that lead there; the value itself first. */
export function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => places(member, [...path, name]))];
}

/** A copy with another value at a place; the members on the way there keep their order. */
export function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined || typeof value !== 'object' || value === null) return by;
  const member = replaced(Reflect.get(value, name), rest, by);
  return Array.isArray(value) ? value.with(Number(name), member) : { ...value, [name]: member };
}

/** The value at a place. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (found: unknown, name) => (typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined),
    value,
  );
}

/** One change of a JSON value, which knows nothing of what the value means. */
export interface JsonChange {
  readonly kind: 'replace' | 'remove' | 'rename' | 'copy' | 'add' | 'wrap' | 'repeat';
  /** Of the places, by number; more than there are begin again. */
  readonly place: number;
  readonly other: number;
  readonly name: string;
  readonly value: unknown;
}

/** Changes, with names and values from the given ones or at random. */
export function jsonChanges(names: fc.Arbitrary<string>, values: fc.Arbitrary<unknown>): fc.Arbitrary<JsonChange[]> {
  const change = fc.record({
    kind: fc.constantFrom<JsonChange['kind'][]>(
      'replace',
      'replace',
      'remove',
      'rename',
      'copy',
      'add',
      'wrap',
      'repeat',
    ),
    place: fc.nat(100_000),
    other: fc.nat(100_000),
    name: names,
    value: values,
  });
  return fc.array(change, { minLength: 1, maxLength: 3 });
}

/** The value after changes, one after the other. */
export function changed(value: unknown, changes: readonly JsonChange[]): unknown {
  return changes.reduce(changedOnce, value);
}

function changedOnce(value: unknown, { kind, place, other, name, value: by }: JsonChange): unknown {
  const all = places(value);
  const path = all[place % all.length] ?? [];
  const found = at(value, path);
  switch (kind) {
    case 'replace':
      return replaced(value, path, by);
    case 'copy':
      return replaced(value, path, at(value, all[other % all.length] ?? []));
    case 'wrap':
      return replaced(value, path, [found]);
    case 'repeat':
      return replaced(value, path, Array.isArray(found) ? [...found, ...found] : [found, found]);
    case 'add':
      return replaced(value, path, Array.isArray(found) ? [...found, by] : { ...asObject(found), [name]: by });
    case 'remove':
      return withoutMember(value, path, undefined);
    case 'rename':
      return withoutMember(value, path, name);
  }
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

function withoutMember(value: unknown, path: readonly string[], renamed: string | undefined): unknown {
  const name = path.at(-1);
  const holder = at(value, path.slice(0, -1));
  if (name === undefined || typeof holder !== 'object' || holder === null) return value;
  if (Array.isArray(holder)) return replaced(value, path.slice(0, -1), holder.toSpliced(Number(name), 1));
  const entries = Object.entries(holder).flatMap(([key, member]) => {
    if (key !== name) return [[key, member] as const];
    return renamed === undefined ? [] : [[renamed, member] as const];
  });
  return replaced(value, path.slice(0, -1), Object.fromEntries(entries));
}
