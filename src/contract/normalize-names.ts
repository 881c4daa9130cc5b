import { isObject } from '../codec/json-type.ts';
import { unescapePointerToken } from '../codec/pointer-token.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { type Location, locations } from '../http/location.ts';
import type { NameForm, NameLocation, NameRule, NameSteps } from './answer-names.ts';
import type { Fault } from './finding.ts';
import { compileNamePattern, type NamePattern } from './name-pattern.ts';
import { PatternFault } from './pattern.ts';

const forms: readonly NameForm[] = ['name', 'dotted', 'pointer', 'path'];

/** Told of each fault, and the way to it from `names`. */
export type ReportName = (way: readonly (string | number)[], fault: Fault) => void;

/** Reads `names` of one declared answer; what can never be found or rewritten is a finding. */
export function normalizeNames(written: JsonValue | undefined, report: ReportName): NameRule[] {
  if (!Array.isArray(written)) return [];
  return written.flatMap((entry: JsonValue, index) => {
    if (!isObject(entry)) return [];
    const pattern = readPattern(entry);
    if (pattern instanceof PatternFault) {
      report([index, 'pattern'], { rule: 'pattern', message: pattern.message, cure: pattern.cure });
      return [];
    }
    const rule = readRule(entry, pattern);
    for (const [member, fault] of faultsOf(rule)) report([index, ...member], fault);
    return [rule];
  });
}

function readPattern({ pattern }: JsonObject): NamePattern | PatternFault | undefined {
  return typeof pattern === 'string' ? compileNamePattern(pattern) : undefined;
}

function readRule(entry: JsonObject, pattern: NamePattern | undefined): NameRule {
  const { at, keys, form, location, words } = entry;
  const own = isObject(words) ? Object.entries(words) : [];
  const known = own.flatMap(([word, meant]): [string, Location][] => {
    const found = locations.find((candidate) => candidate === meant);
    return found === undefined ? [] : [[word, found]];
  });
  const plain = locations.map((word): [string, Location] => [word, word]);
  return {
    at: typeof at === 'string' ? readSteps(at) : undefined,
    keys: keys === true,
    form: forms.find((candidate) => candidate === form) ?? 'name',
    location: readLocation(location),
    words: new Map([...known, ...plain.filter(([word]) => !known.some(([own]) => own === word))]),
    pattern,
  };
}

function readLocation(written: JsonValue | undefined): NameLocation {
  if (typeof written !== 'string') return { kind: 'unsaid' };
  if (written === 'first') return { kind: 'first' };
  if (written.startsWith('/')) return { kind: 'beside', steps: readSteps(written) };
  const location = locations.find((candidate) => candidate === written);
  return location === undefined ? { kind: 'unsaid' } : { kind: 'fixed', location };
}

/** A `*` alone is every item or member. */
function readSteps(pointer: string): NameSteps {
  if (pointer === '') return [];
  const tokens = pointer.slice(1).split('/');
  return tokens.map((token) => (token === '*' ? undefined : unescapePointerToken(token)));
}

/** The faults of one rule, each with the member that it stands at. */
function faultsOf(rule: NameRule): [member: string[], fault: Fault][] {
  const { at, keys, form, location, pattern } = rule;
  const faults: [string[], Fault][] = [];
  const say = (member: string[], message: string, cure: string): void => {
    faults.push([member, { rule: 'answer-names', message, cure }]);
  };
  if (pattern !== undefined && pattern.groups !== 1) {
    say(['pattern'], `the pattern has ${pattern.groups} groups, and the name is what its one group matches`, oneGroup);
  }
  if (at === undefined && pattern === undefined)
    say([], 'nothing says where the names are', 'add `at`, or for plain text a `pattern`');
  if (at === undefined && (keys || form === 'path' || location.kind === 'beside'))
    say([], 'plain text has names in its text alone', 'add `at`, or take out what speaks of members');
  if (keys && pattern !== undefined)
    say(['keys'], 'names of members are taken as a whole', 'leave out `keys` or `pattern`');
  if (form === 'path' && (keys || pattern !== undefined))
    say(['form'], 'a path is a list, and this is text', 'write `dotted` or `pointer`');
  if (form === 'name' && location.kind === 'first')
    say(
      ['location'],
      'a plain name has no first step',
      'write the `form` as which it is written: `dotted`, `pointer` or `path`',
    );
  if (location.kind === 'beside' && at !== undefined && !isBeside(location.steps, at))
    say(
      ['location'],
      'its `*` are not those of `at`',
      'lead through the same lists and members as `at`, up to the last `*`',
    );
  return faults;
}

const oneGroup = "write one group around the name, `field '([^']+)'`, and all others as `(?:...)`";

/** Up to its last wildcard it takes the same way, so that each stands for what that of the name stands for. */
function isBeside(steps: NameSteps, at: NameSteps): boolean {
  const shared = steps.slice(0, steps.lastIndexOf(undefined) + 1);
  return shared.length <= at.length && shared.every((step, index) => at[index] === step);
}
