import { formatValuePath, type ValuePath } from '../codec/value-path.ts';
import type { Fault } from './finding.ts';

/** The step into every item of a list, or every value of a map. */
export const star = '*';

/** One value that lands in the outgoing body. */
export interface Landing {
  readonly path: ValuePath;
  /** An object whose members have landings of their own, so that others may land beside them. */
  readonly container: boolean;
  /** A list or map, into whose items a path may lead. */
  readonly hasItems: boolean;
  readonly label: string;
  /** The options of choices that lead to it; those of other options never meet it. */
  readonly ways: Ways;
  report(fault: Fault): void;
}

/** Which way decisions went, by what tells one from another. */
export type Ways = ReadonlyMap<string, number>;

/** Reports every two landings of one place that one value can have both. */
export function compareLandings(landings: readonly Landing[]): void {
  const byPath = new Map<string, Landing[]>();
  for (const landing of landings) {
    const key = keyOf(landing.path);
    const there = byPath.get(key) ?? [];
    const rival = there.find((other) => mayMeet(landing, other));
    byPath.set(key, [...there, landing]);
    if (rival !== undefined) landing.report(collision(landing, rival, key));
  }
  for (const landing of landings) {
    for (let length = 1; length < landing.path.length; length++) {
      const key = keyOf(landing.path.slice(0, length));
      const isOpen = (above: Landing): boolean => (landing.path[length] === star ? above.hasItems : above.container);
      const closed = byPath.get(key)?.find((above) => above !== landing && !isOpen(above) && mayMeet(landing, above));
      if (closed !== undefined) landing.report(collision(landing, closed, key));
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
