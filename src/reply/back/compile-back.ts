// The mapping backwards: a value of the upstream's becomes the caller's by the plan that maps requests (docs/contract.md,
// "Answers"). Declared members are read from where the plan says that they are sent; what nobody reads is passed on.

import { CodecRefusal } from '../../codec/codec.ts';
import { ExactNumber } from '../../codec/exact-number.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { settledRules, staysInList, takenBy } from '../../contract/settled-rules.ts';
import type { Choice, MemberPlan, Rule, Target, ValuePlan } from '../../contract/value-plan.ts';
import { unreadable } from '../answer-violation.ts';
import type { BackRun, ReadBack } from './back-run.ts';
import { chooseWay, type Way } from './choose-way.ts';
import { becomesObject, finderOf } from './find-member.ts';
import { ownPaths, pathsFromRoot, pathsInContent, readsElsewhere } from './outside.ts';
import { type ListReader, type PositionReader, readList, readNamedPositions } from './read-list.ts';
import { memberReader, type MemberReader, nothing, readObject, type Rest } from './read-object.ts';
import { type Path, pathsBelow, takenNames } from './taken-names.ts';
import { decodeOnce } from './trials.ts';

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
  readonly #memberReaders = new Map<ValuePlan, Map<string, MemberReader[]>>();

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
    read =
      plan.choice === undefined
        ? this.#decoded(plan, this.#content(plan, plan.codec === undefined ? others : []))
        : this.#chosen(plan.choice, others);
    return read;
  }

  #chosen({ options }: Choice, others: readonly Path[]): ReadBack {
    const ways = options.map(
      (option): Way<JsonValue> => ({
        option,
        isThere: () => true,
        read: this.#value(option.value, others),
        find: (value) => value,
        ...this.#signs(option.value, others),
      }),
    );
    const read = chooseWay(ways);
    return (value, run) => read(value, run) ?? value;
  }

  /** By what a value of the upstream's can be known before it is read as a whole. */
  #signs(plan: ValuePlan, others: readonly Path[]): Pick<Way<JsonValue>, 'members' | 'keepsType'> {
    const keepsType = plan.codec === undefined && plan.choice === undefined && !becomesObject(plan);
    if (!keepsType) return { members: () => noReaders, keepsType };
    const readers = this.#members(plan, others);
    let byName: ReadonlyMap<string, MemberReader> | undefined;
    const members = (): ReadonlyMap<string, MemberReader> =>
      (byName ??= new Map(readers.map((reader) => [reader.name, reader])));
    return { members, keepsType };
  }

  #decoded({ codec }: ValuePlan, content: ReadBack): ReadBack {
    if (codec === undefined) return content;
    return (value, run) => {
      const decoded = decodeOnce(codec, value, run.trials);
      if (!(decoded instanceof CodecRefusal)) return content(decoded, run);
      run.violations.push(unreadable({ in: run.in, path: run.path, reason: decoded.reason }));
      return value;
    };
  }

  #content(plan: ValuePlan, others: readonly Path[]): ReadBack {
    const list = this.#list(plan);
    const object = this.#object(plan, others);
    return (value, run) => {
      if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
      if (Array.isArray(value)) return list === undefined ? value : readList(list, value, run);
      if (list === undefined || list.positions.length === 0) return object(value, run);
      if (value === nothing && !becomesObject(plan)) return readList(list, [], run);
      return becomesObject(plan) ? readNamedPositions(list.positions, value, run) : object(value, run);
    };
  }

  /** `undefined` where lists are passed on as they are. */
  #list(plan: ValuePlan): ListReader | undefined {
    const item = plan.items === undefined ? same : this.#value(plan.items, []);
    if (item === same && plan.prefix.length === 0) return undefined;
    const paths = plan.prefix.flatMap(ownPaths);
    const positions = plan.prefix.map((position): PositionReader => {
      const stays = settledRules(position).every(({ rule }) => staysInList(rule));
      if (stays) return { kind: 'stays', read: this.#value(position.value, []) };
      return { kind: 'moved', reader: this.#member(position, paths) };
    });
    return { positions, item: item === same ? undefined : item };
  }

  #object(plan: ValuePlan, others: readonly Path[]): (object: JsonObject, run: BackRun) => JsonObject {
    const patterns = plan.patterns.map(({ matches, value }) => ({ matches, read: this.#value(value, []) }));
    const additional = plan.additional === undefined ? undefined : this.#value(plan.additional, []);
    const isMatched = (name: string): boolean => plan.place.patterns.some((pattern) => pattern.matches(name));
    const readers = this.#members(plan, others);
    const rest: Rest = {
      taken: takenNames([...[...plan.members.values()].flatMap(ownPaths), ...others]),
      declared: new Set(plan.members.keys()),
      described: (name) =>
        patterns.find(({ matches }) => matches(name))?.read ?? (isMatched(name) ? undefined : additional),
    };
    return (object, run) => readObject({ readers, rest }, object, run);
  }

  #members(plan: ValuePlan, others: readonly Path[]): readonly MemberReader[] {
    const key = JSON.stringify(others);
    const known = this.#memberReaders.get(plan) ?? new Map<string, MemberReader[]>();
    this.#memberReaders.set(plan, known);
    const readers = known.get(key);
    if (readers !== undefined) return readers;
    const made: MemberReader[] = [];
    // Known before it is filled, for a recursive plan meets itself.
    known.set(key, made);
    const members = [...plan.members.values()];
    const paths = [...members.flatMap(ownPaths), ...others];
    made.push(...members.flatMap((member) => this.#member(member, paths) ?? []));
    return made;
  }

  /** `undefined` for a member that the upstream does not have, or that no answer shows. */
  #member(member: MemberPlan, paths: readonly Path[]): MemberReader | undefined {
    const { name, rule, value } = member;
    if (value.choice !== undefined) return this.#chosenMember({ name, rule, choice: value.choice }, paths);
    const find = finderOf(member);
    if (find === undefined) return undefined;
    const isGathered = readsElsewhere(value);
    return memberReader(name, { find, read: this.#value(value, this.#othersIn(rule.target, paths)), isGathered });
  }

  /** What other members read from inside of the value at a target. */
  #othersIn(target: Target, paths: readonly Path[]): Path[] {
    if (target.kind !== 'member') return [];
    return pathsBelow(target.fromRoot ? pathsInContent(this.#root) : paths, target.path);
  }

  #chosenMember(
    { name, rule: around, choice }: { name: string; rule: Rule; choice: Choice },
    paths: readonly Path[],
  ): MemberReader {
    const ways = choice.options.map((option): Way<JsonObject> => {
      const { rule, value } = takenBy(around, option);
      const reader = this.#member({ name, rule, value }, paths);
      return {
        option,
        isThere: (object, run) => reader?.isThere(object, run) === true,
        read: (object, run) => reader?.read(object, run),
        find: finderOf({ rule, value }) ?? (() => undefined),
        ...this.#signs(value, this.#othersIn(rule.target, paths)),
      };
    });
    return {
      name,
      isThere: (object, run) => ways.some((way) => way.isThere(object, run)),
      read: chooseWay(ways),
    };
  }
}

const noReaders: ReadonlyMap<string, MemberReader> = new Map();

const same: ReadBack = (value) => value;
