import { createBareObject } from '../../codec/bare-object.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { valueAt } from '../../codec/value-path.ts';
import { type AgeingPlace, type AliasMove, ageingOf } from '../../contract/ageing-place.ts';
import { type Deprecation, isRetired } from '../../contract/deprecation.ts';
import type { Place } from '../../contract/place.ts';
import { namedTwiceViolation, type OldValue, retiredViolation } from '../../problem/older-name.ts';
import { formatPointer } from '../../problem/pointer.ts';
import type { Violation } from '../../problem/violation.ts';
import { type BodyMoves, OlderPlaces } from './older-places.ts';
import type { Clock, DeprecatedUse } from './deprecated-use.ts';
import { withMember, withoutMember } from './member-path.ts';

/** A body as it would have been sent under the current names. */
export interface SettledBody {
  /** The very value that was given where nothing moved; the value given is never written to. */
  readonly value: JsonValue;
  readonly uses: ReadonlySet<DeprecatedUse>;
  readonly violations: readonly Violation[];
  /** Tells where the caller wrote what stands in `value`. */
  readonly older: OlderPlaces;
}

/** One body while it is settled. */
interface Run {
  readonly now: Clock;
  readonly mostViolations: number;
  readonly uses: Set<DeprecatedUse>;
  readonly violations: Violation[];
  readonly moves: BodyMoves;
  /** Where the walk stands, in current names. */
  readonly path: (string | number)[];
}

type Settle = (value: JsonValue, run: Run) => JsonValue;

/** Compiles the reading of older names of a body; `undefined` where it has neither such names nor deprecated members. */
export function compileBodyAgeing(
  root: Place,
  { now, mostViolations }: { readonly now: Clock; readonly mostViolations: number },
): ((body: JsonValue) => SettledBody) | undefined {
  const top = ageingOf(root);
  if (top === undefined) return undefined;
  const settle = compileSettle(top, { walks: new Map(), uses: new Map() });
  return (body) => {
    const run: Run = { now, mostViolations, uses: new Set(), violations: [], moves: new Map(), path: [] };
    const value = settle(body, run);
    return { value, uses: run.uses, violations: run.violations, older: new OlderPlaces(value, run.moves) };
  };
}

/** What the compiled walks of one body share. */
interface Compiled {
  readonly walks: Map<AgeingPlace, Settle>;
  /** The same member of the same schema stands at many places. */
  readonly uses: Map<string, DeprecatedUse>;
}

function compileSettle(ageing: AgeingPlace, shared: Compiled): Settle {
  const compiled = shared.walks.get(ageing);
  if (compiled !== undefined) return compiled;
  let object: Settle = (value) => value;
  let list: Settle = (value) => value;
  const settle: Settle = (value, run) =>
    Array.isArray(value) ? list(value, run) : isObject(value) ? object(value, run) : value;
  // Recursive schemas meet themselves while they are compiled.
  shared.walks.set(ageing, settle);
  object = compileObject(ageing, shared);
  list = compileList(ageing, shared);
  return settle;
}

function compileObject(ageing: AgeingPlace, shared: Compiled): Settle {
  const compile = (below: AgeingPlace): Settle => compileSettle(below, shared);
  const moves = ageing.moves.map((move) => ({ move, use: oneUse(aliasUse(move), shared) }));
  const deprecated = [...ageing.deprecated].map(([name, deprecation]) => oneUse(memberUse(name, deprecation), shared));
  const members = new Map([...ageing.members].map(([name, below]) => [name, compile(below)]));
  const patterns = ageing.patterns.map(({ matches, below }) => ({ matches, settle: compile(below) }));
  const additional = ageing.additional && compile(ageing.additional);
  const isNamed = (name: string): boolean => ageing.place.members.has(name);
  const settleOf = (name: string): Settle | undefined =>
    members.get(name) ??
    patterns.find(({ matches }) => matches(name))?.settle ??
    (isNamed(name) ? undefined : additional);
  return (value, run) => {
    if (!isObject(value)) return value;
    for (const use of deprecated) if (Object.hasOwn(value, use.name)) note(use, [use.name], run);
    let object = value;
    const applied: AliasMove[] = [];
    for (const { move, use } of moves) {
      const older = valueAt(object, move.from);
      if (older === undefined) continue;
      note(use, move.from, run);
      const without = withoutMember(object, move.from);
      const moved = valueAt(object, move.to) === undefined ? withMember(without, move.to, older) : undefined;
      if (moved === undefined) refuse(run, () => namedTwiceViolation(oldValue(use, move.from, run)));
      else applied.push(move);
      object = moved ?? without;
    }
    const settled = settleMembers(object, settleOf, run);
    if (applied.length > 0) run.moves.set(settled, applied);
    return settled;
  };
}

/** Settles what stands below; copies only where something changes. */
function settleMembers(object: JsonObject, settleOf: (name: string) => Settle | undefined, run: Run): JsonObject {
  let changed: JsonObject | undefined;
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (typeof value !== 'object' || value === null) continue;
    const settle = settleOf(name);
    if (settle === undefined) continue;
    run.path.push(name);
    const settled = settle(value, run);
    run.path.pop();
    if (settled === value) continue;
    changed ??= Object.assign(createBareObject(), object);
    changed[name] = settled;
  }
  return changed ?? object;
}

function compileList(ageing: AgeingPlace, shared: Compiled): Settle {
  const compile = (below: AgeingPlace): Settle => compileSettle(below, shared);
  const prefix = ageing.prefixItems.map((below) => below && compile(below));
  const items = ageing.items && compile(ageing.items);
  return (value, run) => {
    if (!Array.isArray(value)) return value;
    let changed: JsonValue[] | undefined;
    for (const [index, item] of value.entries()) {
      const settle = index < prefix.length ? prefix[index] : items;
      if (settle === undefined) continue;
      run.path.push(index);
      const settled = settle(item, run);
      run.path.pop();
      if (settled === item) continue;
      changed ??= [...value];
      changed[index] = settled;
    }
    return changed ?? value;
  };
}

function note(use: DeprecatedUse, path: readonly string[], run: Run): void {
  run.uses.add(use);
  const { deprecation } = use;
  if (!isRetired(deprecation, run.now)) return;
  refuse(run, () => retiredViolation(oldValue(use, path, run), deprecation.sunset ?? ''));
}

function refuse({ violations, mostViolations }: Run, make: () => Violation): void {
  if (violations.length < mostViolations) violations.push(make());
}

const oldValue = ({ instead }: DeprecatedUse, path: readonly string[], run: Run): OldValue => ({
  in: 'body',
  name: path.at(-1) ?? '',
  pointer: formatPointer([...run.path, ...path]),
  instead,
});

function oneUse(use: DeprecatedUse, { uses }: Compiled): DeprecatedUse {
  const key = JSON.stringify(use);
  const known = uses.get(key) ?? use;
  uses.set(key, known);
  return known;
}

const aliasUse = ({ authored, to }: AliasMove): DeprecatedUse => ({
  kind: 'alias',
  in: 'body',
  name: authored.name,
  instead: to.join('/'),
  deprecation: authored.deprecation,
});

const memberUse = (name: string, deprecation: Deprecation): DeprecatedUse => ({
  kind: 'member',
  in: 'body',
  name,
  instead: deprecation.instead,
  deprecation,
});
