import { pointerTo } from '../contract/json-pointer.ts';
import { parsePointer } from '../problem/pointer.ts';
import type { Problem } from '../problem/problem.ts';
import type { Violation } from '../problem/violation.ts';
import type { Difference } from './difference.ts';
import { shownTexts } from './text-list.ts';

/** The violations of an example: codes by place. */
type ExpectedViolations = ReadonlyMap<string, readonly string[]>;

/** The answer that lists violations, as differences name it. */
export const refusal = '400 invalid-request';

/** Where a violation stands, as examples write it: `query.age`, `body.lines/0/sku`, `body`. */
export function violationPlace({ in: location, pointer }: Pick<Violation, 'in' | 'pointer'>): string {
  const way = pointerTo('', ...parsePointer(pointer));
  return way === '' ? location : `${location}.${way.slice(1)}`;
}

/** Compares the violations of an answer with those of an example: none may be missing, and none may be more. */
export function compareProblem(expected: ExpectedViolations, problem: Problem): readonly Difference[] {
  const { errors } = problem;
  if (errors === undefined) return [{ place: 'answer', expected: refusal, got: answerText(problem) }];
  const [wanted, told] = [byKey(expected), byKey(codesByPlace(errors))];
  return [...new Set([...wanted.keys(), ...told.keys()])].flatMap((key): Difference[] => {
    const [left, right] = [wanted.get(key), told.get(key)];
    if (String(left?.codes) === String(right?.codes)) return [];
    return [
      { place: left?.place ?? right?.place ?? key, expected: shownTexts(left?.codes), got: shownTexts(right?.codes) },
    ];
  });
}

/** What came in place of an outgoing request: the answer, then each violation with its sentence. */
export function tellProblem(expected: string, problem: Problem): readonly Difference[] {
  const { errors = [] } = problem;
  const told = errors.map((violation): Difference => {
    const got = `${violation.code}: ${violation.detail}`;
    return { place: violationPlace(violation), expected: undefined, got };
  });
  return [{ place: 'answer', expected, got: errors.length === 0 ? answerText(problem) : refusal }, ...told];
}

/** The cause is not for callers; the author of a contract needs it. */
function answerText({ status, code, detail, cause }: Problem): string {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  return `${status} ${code}: ${detail}${reason}`;
}

function codesByPlace(violations: readonly Violation[]): ExpectedViolations {
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
function byKey(violations: ExpectedViolations): ReadonlyMap<string, PlacedCodes> {
  const keyed = [...violations].map(([place, codes]): [string, PlacedCodes] => {
    const key = place.startsWith('header.') ? place.toLowerCase() : place;
    return [key, { place, codes: [...codes].sort() }];
  });
  return new Map(keyed);
}
