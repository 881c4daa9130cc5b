import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { BranchOption } from '../../contract/value-plan.ts';
import { admitsTypeOf, lists } from '../../pipeline/explain/branch/outline.ts';
import { firstApplying, glanceOf, isRemainder } from '../../pipeline/map/pick-option.ts';
import type { BackRun } from './back-run.ts';
import type { MemberReader } from './read-object.ts';
import type { Reading } from './trials.ts';

/** One option of a choice, ready to be read backwards from the upstream's `From`. */
export interface Way<From extends JsonValue> {
  readonly option: BranchOption;
  /** The caller's value as this option makes it; `undefined` where there is nothing to read. */
  read(from: From, run: BackRun): JsonValue | undefined;
  /** The upstream's value that the option is about, as far as it is there. */
  find(from: From, run: BackRun): JsonValue | undefined;
  /** Whether the option has anything to read. */
  isThere(from: From, run: BackRun): boolean;
  /** The readers of the members of its object, as far as it can be read member by member. */
  members(): ReadonlyMap<string, MemberReader>;
  /** Whether the upstream's value has the caller's type. */
  readonly keepsType: boolean;
}

/** What shows at once of a way: it cannot be, it may be, or a tag such as `kind` says that it is. */
type Sign = 'no' | 'maybe' | 'yes';

/**
 * Reads a value by the option that it was made by: the one that would apply again to what was read.
 *
 * Tags are read first, so that mostly one option is tried. Where none would apply (the answer breaks the contract), the
 * one is taken that the tags name, else what remains beside the branches.
 */
export function chooseWay<From extends JsonValue>(
  ways: readonly Way<From>[],
): (from: From, run: BackRun) => JsonValue | undefined {
  return (from, run) => {
    const { value, violations } = remembered(ways, from, run);
    run.violations.push(...violations);
    return value;
  };
}

function remembered<From extends JsonValue>(ways: readonly Way<From>[], from: From, run: BackRun): Reading {
  if (typeof from !== 'object' || from === null) return choose(ways, from, run);
  run.trials.known ??= new Map();
  const readings = run.trials.known.get(ways) ?? new WeakMap<object, Reading>();
  run.trials.known.set(ways, readings);
  const known = readings.get(from);
  if (known !== undefined) return known;
  const reading = choose(ways, from, run);
  readings.set(from, reading);
  return reading;
}

function choose<From extends JsonValue>(ways: readonly Way<From>[], from: From, run: BackRun): Reading {
  const signs = ways.map((way) => ({ way, sign: signOf(way, from, run) })).filter(({ sign }) => sign !== 'no');
  const branched = signs.filter(({ way }) => !isRemainder(way.option));
  const [first, ...others] = branched;
  const remainder = ways.find(({ option }) => isRemainder(option));
  const likely = branched.find(({ sign }) => sign === 'yes')?.way ?? remainder ?? first?.way;
  if (likely === undefined) return { value: undefined, violations: [] };
  const isTold = others.length === 0 && (first === undefined || first.sign === 'yes');
  if (isTold || run.trials.left <= 0) return readBy(likely, from, run);
  const options = ways.map(({ option }) => option);
  let reading: Reading | undefined;
  for (const { way } of signs) {
    run.trials.left -= 1;
    run.trials.depth += 1;
    const tried = readBy(way, from, run);
    run.trials.depth -= 1;
    if (tried.value !== undefined && firstApplying(options, tried.value, run.trials.judge) === way.option) return tried;
    if (way === likely) reading = tried;
  }
  return reading ?? readBy(likely, from, run);
}

function readBy<From extends JsonValue>(way: Way<From>, from: From, run: BackRun): Reading {
  const before = run.violations.length;
  const value = way.read(from, run);
  return { value, violations: run.violations.splice(before) };
}

function signOf<From extends JsonValue>(way: Way<From>, from: From, run: BackRun): Sign {
  const { option, keepsType } = way;
  const value = way.find(from, run);
  if (value === undefined) return way.isThere(from, run) ? 'maybe' : 'no';
  if (keepsType && !option.fits.every((branch) => admitsTypeOf(branch, value))) return 'no';
  const members = way.members();
  if (!isObject(value)) return 'maybe';
  if (option.has !== undefined && members.get(option.has)?.isThere(value, run) === false) return 'no';
  const before = run.violations.length;
  const sign = signOfTags(option, members, { value, run });
  run.violations.length = before;
  return sign;
}

function signOfTags(
  option: BranchOption,
  members: ReadonlyMap<string, MemberReader>,
  { value, run }: { value: JsonObject; run: BackRun },
): Sign {
  let sign: Sign = 'maybe';
  for (const { required, tags } of option.fits.map(glanceOf)) {
    if (required.some((name) => members.get(name)?.isThere(value, run) === false)) return 'no';
    for (const [name, values] of tags) {
      const tag = members.get(name)?.read(value, run);
      if (tag === undefined) continue;
      if (!lists(values, tag)) return 'no';
      sign = 'yes';
    }
  }
  return sign;
}
