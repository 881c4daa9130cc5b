// The mapping backwards: a value of the upstream's becomes the caller's by the plan that maps requests (docs/contract.md,
// "Answers"). Declared members are read from where the plan says that they are sent; what nobody reads is passed on.

import { createBareObject } from '../../codec/bare-object.ts';
import { CodecRefusal } from '../../codec/codec.ts';
import { ExactNumber } from '../../codec/exact-number.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonArray, JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { MemberPlan, ValuePlan } from '../../contract/contract.ts';
import { isWriteOnly } from '../../contract/schema-keywords.ts';
import { unreadable } from '../answer-violation.ts';
import type { BackRun, ReadBack } from './back-run.ts';
import { pathsFromRoot, readsElsewhere } from './outside.ts';
import { type Path, pathsBelow, takenNames, type TakenNames, withoutTaken } from './taken-names.ts';

/**
 * Compiles the reading of an answer's content, or of one of its header values.
 *
 * In:  the plan of the caller's schema.
 * Out: the function; it never changes what it is given, and where a codec refuses a value that value stays as it is.
 */
export function compileBack(plan: ValuePlan): ReadBack {
  return new BackCompiler(plan).compile();
}

/** A member of the caller's, ready to be read. */
interface MemberReader {
  readonly name: string;
  find(object: JsonObject, run: BackRun): JsonValue | undefined;
  readonly read: ReadBack;
  /** Parts of the value come from elsewhere, so that it may be there although nothing stands in its own place. */
  readonly isGathered: boolean;
}

/** What an object of the upstream's leaves when all declared members were read from it. */
interface Rest {
  readonly taken: TakenNames;
  /** The caller's names belong to the mapping. */
  readonly declared: ReadonlySet<string>;
  readonly additional: ReadBack | undefined;
  matchesPattern(name: string): boolean;
}

class BackCompiler {
  readonly #root: ValuePlan;
  /** From the content's root: what members deeper down are read from. */
  readonly #fromRoot: readonly Path[];
  readonly #readers = new Map<ValuePlan, Map<string, ReadBack>>();

  constructor(root: ValuePlan) {
    this.#root = root;
    this.#fromRoot = pathsFromRoot(root);
  }

  compile(): ReadBack {
    return this.#value(this.#root, this.#fromRoot);
  }

  /** `others`: what other members are read from, as paths below this value. */
  #value(plan: ValuePlan, others: readonly Path[]): ReadBack {
    if (plan.identity && others.length === 0) return same;
    const key = JSON.stringify(others);
    const known = this.#readers.get(plan) ?? new Map<string, ReadBack>();
    this.#readers.set(plan, known);
    const reader = known.get(key);
    if (reader !== undefined) return reader;
    let read: ReadBack = same;
    // A recursive plan meets itself while it is compiled, so the entry leads through a variable.
    known.set(key, (value, run) => read(value, run));
    read = this.#decoded(plan, this.#content(plan, others));
    return read;
  }

  #decoded({ codec }: ValuePlan, content: ReadBack): ReadBack {
    if (codec === undefined) return content;
    return (value, run) => {
      const decoded = codec.decode(value);
      if (!(decoded instanceof CodecRefusal)) return content(decoded, run);
      run.violations.push(unreadable({ in: run.in, path: run.path, reason: decoded.reason }));
      return value;
    };
  }

  #content(plan: ValuePlan, others: readonly Path[]): ReadBack {
    const item = plan.items === undefined ? same : this.#value(plan.items, []);
    const object = this.#object(plan, others);
    return (value, run) => {
      if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
      if (!Array.isArray(value)) return object(value, run);
      return item === same ? value : readItems(item, value, run);
    };
  }

  #object(plan: ValuePlan, others: readonly Path[]): (object: JsonObject, run: BackRun) => JsonObject {
    const members = [...plan.members.values()];
    const paths = [...members.flatMap(({ rule: { target } }) => ownPath(target)), ...others];
    const readers = members.flatMap((member) => this.#member(member, paths) ?? []);
    const rest: Rest = {
      taken: takenNames(paths),
      declared: new Set(plan.members.keys()),
      additional: plan.additional === undefined ? undefined : this.#value(plan.additional, []),
      matchesPattern: (name) => plan.place.patterns.some((pattern) => pattern.matches(name)),
    };
    return (object, run) => {
      const target = createBareObject();
      for (const reader of readers) readMember(reader, { object, target, run });
      for (const name of Object.keys(object)) passRest(name, rest, { object, target, run });
      return target;
    };
  }

  /** `undefined` for a member that the upstream does not have, or that no answer shows. */
  #member({ name, rule: { target }, value }: MemberPlan, paths: readonly Path[]): MemberReader | undefined {
    if (target.kind === 'drop' || isWriteOnly(value.place)) return undefined;
    const isGathered = readsElsewhere(value);
    if (target.kind === 'slot') {
      return { name, read: this.#value(value, []), isGathered, find: (_object, run) => run.header(target.index) };
    }
    const { path, fromRoot } = target;
    const read = this.#value(value, pathsBelow(fromRoot ? this.#rootPaths() : paths, path));
    const find: MemberReader['find'] = fromRoot
      ? (_object, run) => follow(run.root, path)
      : (object) => follow(object, path);
    return { name, read, isGathered, find };
  }

  #rootPaths(): Path[] {
    return [...[...this.#root.members.values()].flatMap(({ rule: { target } }) => ownPath(target)), ...this.#fromRoot];
  }
}

const same: ReadBack = (value) => value;

const ownPath = (target: MemberPlan['rule']['target']): Path[] =>
  target.kind === 'member' && !target.fromRoot ? [target.path] : [];

function readItems(read: ReadBack, items: JsonArray, run: BackRun): JsonArray {
  return items.map((item, index) => {
    run.path.push(index);
    const value = read(item, run);
    run.path.pop();
    return value;
  });
}

/** An object under way: what the upstream has, and what the caller gets. */
interface Passage {
  readonly object: JsonObject;
  readonly target: JsonObject;
  readonly run: BackRun;
}

const nothing: JsonObject = Object.freeze({});

function readMember({ name, find, read, isGathered }: MemberReader, { object, target, run }: Passage): void {
  const found = find(object, run);
  if (found === undefined && !isGathered) return;
  run.path.push(name);
  const value = read(found === undefined ? nothing : found, run);
  run.path.pop();
  if (found !== undefined || !isObject(value) || Object.keys(value).length > 0) target[name] = value;
}

/** Passes on what no member was read from; a name that the caller's side declares is never taken by it. */
function passRest(name: string, rest: Rest, { object, target, run }: Passage): void {
  const value = object[name];
  const taken = rest.taken.get(name);
  if (value === undefined || taken?.whole === true || rest.declared.has(name)) return;
  const left = taken === undefined ? value : withoutTaken(value, taken.below);
  if (left === undefined) return;
  if (rest.additional === undefined || rest.matchesPattern(name)) {
    target[name] = left;
    return;
  }
  run.path.push(name);
  target[name] = rest.additional(left, run);
  run.path.pop();
}

function follow(from: JsonValue, path: Path): JsonValue | undefined {
  let at: JsonValue | undefined = from;
  for (const name of path) at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return at;
}
