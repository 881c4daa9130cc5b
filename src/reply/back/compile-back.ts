// The mapping backwards: a value of the upstream's becomes the caller's by the plan that maps requests (docs/contract.md,
// "Answers"). Declared members are read from where the plan says that they are sent; what nobody reads is passed on.

import { CodecRefusal } from '../../codec/codec.ts';
import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import { valueAt } from '../../codec/value-path.ts';
import type { MemberPlan, ValuePlan } from '../../contract/value-plan.ts';
import { isWriteOnly } from '../../contract/schema-keywords.ts';
import { unreadable } from '../answer-violation.ts';
import type { BackRun, ReadBack } from './back-run.ts';
import { ownPaths, pathsFromRoot, pathsInContent, readsElsewhere } from './outside.ts';
import { type MemberReader, readItems, readObject, type Rest } from './read-object.ts';
import { gatherAt } from './read-spread.ts';
import { type Path, pathsBelow, takenNames } from './taken-names.ts';

/**
 * Compiles the reading of an answer's content, or of one of its header values; at its first use, as validators are, since
 * of a thousand operations few are ever asked.
 *
 * In:  the plan of the caller's schema.
 * Out: the function; it never changes what it is given, and where a codec refuses a value that value stays as it is.
 */
export function compileBack(plan: ValuePlan): ReadBack {
  let compiled: ReadBack | undefined;
  return (value, run) => {
    compiled ??= new BackCompiler(plan).compile();
    return compiled(value, run);
  };
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
    read = this.#decoded(plan, this.#content(plan, plan.codec === undefined ? others : []));
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
    const paths = [...members.flatMap(ownPaths), ...others];
    const readers = members.flatMap((member) => this.#member(member, paths) ?? []);
    const rest: Rest = {
      taken: takenNames(paths),
      declared: new Set(plan.members.keys()),
      additional: plan.additional === undefined ? undefined : this.#value(plan.additional, []),
      matchesPattern: (name) => plan.place.patterns.some((pattern) => pattern.matches(name)),
    };
    return (object, run) => readObject({ readers, rest }, object, run);
  }

  /** `undefined` for a member that the upstream does not have, or that no answer shows. */
  #member(member: MemberPlan, paths: readonly Path[]): MemberReader | undefined {
    const { name, value } = member;
    const { target } = member.rule;
    if (target.kind === 'drop' || isWriteOnly(value.place)) return undefined;
    const isGathered = readsElsewhere(value);
    if (target.kind === 'slot') {
      return { name, read: this.#value(value, []), isGathered, find: (_object, run) => run.header(target.index) };
    }
    if (target.kind === 'spread') {
      return { name, read: this.#value(value, []), isGathered, find: gatherAt(ownPaths(member), target.slots) };
    }
    const { path, fromRoot } = target;
    const read = this.#value(value, pathsBelow(fromRoot ? pathsInContent(this.#root) : paths, path));
    const [only] = path;
    if (!fromRoot && path.length === 1 && only !== undefined) {
      return { name, read, isGathered, find: (object) => (Object.hasOwn(object, only) ? object[only] : undefined) };
    }
    const find: MemberReader['find'] = fromRoot
      ? (_object, run) => valueAt(run.root, path)
      : (object) => valueAt(object, path);
    return { name, read, isGathered, find };
  }
}

const same: ReadBack = (value) => value;
