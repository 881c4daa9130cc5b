import type { ExampleViolations } from '../contract/example.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import { parsePointer } from '../problem/pointer.ts';
import type { Problem } from '../problem/problem.ts';
import type { Difference } from './difference.ts';
import { shownTexts } from './text-list.ts';

/** A fault of a request or of an answer. */
interface Told {
  readonly in: string;
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** The answer that lists violations, as differences name it. */
export const refusal = '400 invalid-request';

/** Where a violation stands, as examples write it: `query.age`, `body.lines/0/sku`, `body`. */
export function violationPlace({ in: location, pointer }: Pick<Told, 'in' | 'pointer'>): string {
  const way = pointerTo('', ...parsePointer(pointer));
  return way === '' ? location : `${location}.${way.slice(1)}`;
}

/** Compares the violations of an answer with those of an example: none may be missing, and none may be more. */
export function compareProblem(expected: ExampleViolations, problem: Problem): readonly Difference[] {
  const { errors } = problem;
  if (errors === undefined) return [{ place: 'answer', expected: refusal, got: answerText(problem) }];
  return compareViolations(expected, errors);
}

/** Compares codes by place. */
export function compareViolations(expected: ExampleViolations, violations: readonly Told[]): readonly Difference[] {
  const [wanted, told] = [byKey(expected), byKey(codesByPlace(violations))];
  return [...new Set([...wanted.keys(), ...told.keys()])].flatMap((key): Difference[] => {
    const [left, right] = [wanted.get(key), told.get(key)];
    if (String(left?.codes) === String(right?.codes)) return [];
    return [
      { place: left?.place ?? right?.place ?? key, expected: shownTexts(left?.codes), got: shownTexts(right?.codes) },
    ];
  });
}

/** Compares an answer with the code that an example says, whatever the answer lists. */
export function compareCode(code: string, problem: Problem): readonly Difference[] {
  return problem.code === code ? [] : tellProblem(code, problem);
}

/** What came in place of something else: the answer, then each violation with its sentence. */
export function tellProblem(expected: string, problem: Problem): readonly Difference[] {
  const { errors = [] } = problem;
  const got = errors.length === 0 ? answerText(problem) : refusal;
  return [{ place: 'answer', expected, got }, ...errors.map(violationDifference)];
}

/** A violation that nobody expects, with its sentence. */
export function violationDifference(violation: Told): Difference {
  return { place: violationPlace(violation), expected: undefined, got: `${violation.code}: ${violation.detail}` };
}

/** The cause is not for callers; the author of a contract needs it. */
function answerText({ status, code, detail, cause }: Problem): string {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  return `${status} ${code}: ${detail}${reason}`;
}

function codesByPlace(violations: readonly Told[]): ExampleViolations {
  const codes = new Map<string, string[]>();
  for (const violation of violations) {
    const place = violationPlace(violation);
    codes.set(place, [...(codes.get(place) ?? []), violation.code]);
  }
  return codes;
}

interface PlacedCodes {
  readonly place: string;
  /** Sorted. */
  readonly codes: readonly string[];
}

/** Header names have no case; the codes of one place have no order. */
function byKey(violations: ExampleViolations): ReadonlyMap<string, PlacedCodes> {
  const keyed = [...violations].map(([place, codes]): [string, PlacedCodes] => {
    const key = place.startsWith('header.') ? place.toLowerCase() : place;
    return [key, { place, codes: [...codes].sort() }];
  });
  return new Map(keyed);
}
