import { formatValuePath, type ValuePath } from '../codec/value-path.ts';
import type { Fault } from './finding.ts';
import type { ValuePlan } from './value-plan.ts';

/** The step into every item of a list, or every value of a map. */
export const star = '*';

/** One value that lands in the outgoing body. */
export interface Landing {
  readonly path: ValuePath;
  /** An object whose members have landings of their own, so that others may land beside them. */
  readonly container: boolean;
  /** A list or map, into whose items a path may lead. */
  readonly hasItems: boolean;
  /** By a path of its own from the body's root. */
  readonly fromRoot: boolean;
  readonly label: string;
  /** The options of choices that lead to it; those of other options never meet it. */
  readonly ways: Ways;
  /** How the value is turned; `undefined` for one that nobody declares. */
  readonly value: ValuePlan | undefined;
  /** The plans around it. */
  readonly open: readonly ValuePlan[];
  report(fault: Fault): void;
}

/** Which way decisions went, by what tells one from another. */
export type Ways = ReadonlyMap<string, number>;

/** More than lands in one body; where branches multiply beyond it, the request itself finds what meets. */
const mostLandings = 20_000;

/**
 * Reports every two landings of one place that one value can have both.
 *
 * `within` gives the landings in one of them; asked only where another goes on below it, since all else in it was compared
 * by itself.
 */
export function compareLandings(
  landings: readonly Landing[],
  within: (landing: Landing, step: 'member' | 'item') => Landing[],
): void {
  const all = [...landings];
  const byPath = new Map<string, Landing[]>();
  const passed = new Set<string>();
  const entered = new Set<string>();
  const note = (landing: Landing): void => {
    const key = keyOf(landing.path);
    const there = byPath.get(key);
    if (there === undefined) byPath.set(key, [landing]);
    else there.push(landing);
    for (let length = 1; length < landing.path.length; length++) {
      const above = keyOf(landing.path.slice(0, length));
      (landing.path[length] === star ? entered : passed).add(above);
    }
  };
  landings.forEach(note);
  const isGoneOnBelow = { member: passed, item: entered };
  const opened = { member: new Set<Landing>(), item: new Set<Landing>() };
  // What is found in one landing may itself go on below another.
  for (let grown = true; grown && all.length < mostLandings; ) {
    grown = false;
    for (const step of ['member', 'item'] as const) {
      const found = all.filter((landing) => isGoneOnBelow[step].has(keyOf(landing.path)) && !opened[step].has(landing));
      for (const landing of found) {
        opened[step].add(landing);
        const inner = within(landing, step);
        inner.forEach(note);
        all.push(...inner);
        grown = true;
      }
    }
  }
  report(all, byPath);
}

function report(landings: readonly Landing[], byPath: ReadonlyMap<string, readonly Landing[]>): void {
  for (const landing of landings) {
    const key = keyOf(landing.path);
    const there = byPath.get(key) ?? [];
    const rival = there.slice(0, there.indexOf(landing)).find((other) => mayMeet(landing, other));
    if (rival !== undefined) landing.report(collision(landing, rival, key));
    for (let length = 1; length < landing.path.length; length++) {
      const above = keyOf(landing.path.slice(0, length));
      const isOpen = (other: Landing): boolean => (landing.path[length] === star ? other.hasItems : other.container);
      const closed = byPath.get(above)?.find((other) => other !== landing && !isOpen(other) && mayMeet(landing, other));
      if (closed !== undefined) landing.report(collision(landing, closed, above));
    }
  }
}

/** Whether one value can have both: no choice went different ways to them. */
const mayMeet = ({ ways: left }: Landing, { ways: right }: Landing): boolean =>
  [...left].every(([decision, way]) => (right.get(decision) ?? way) === way);

/** As contracts write it: an index is no name. */
export const keyOf = (path: ValuePath): string => `/${formatValuePath(path)}`;

const collision = (landing: Landing, rival: Landing, pointer: string): Fault => ({
  rule: 'name-collision',
  message: `${landing.label} and ${rival.label} both land on \`${pointer}\` of the upstream's body`,
  cure: 'give one of them another `x-upstream` name, or `x-upstream: false` to leave it out',
});
