import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { ValuePath } from '../../codec/value-path.ts';
import type { UnknownPolicy } from '../../contract/contract.ts';
import type { Location } from '../../http/location.ts';
import { type ViolationPlace, violationPlace } from '../../problem/violation-place.ts';
import type { Violation } from '../../problem/violation.ts';
import { createJudge, type Judge } from '../explain/applying.ts';

/** One request while it is mapped. */
export interface MapRun {
  readonly slots: (JsonValue | undefined)[];
  /** The outgoing body as far as it is an object: values of other locations may land in it first. */
  root: JsonObject | undefined;
  readonly violations: Violation[];
  /** Enough violations to refuse the request with; a list of a million items may hold a fault each. */
  readonly mostViolations: number;
  /** What becomes of members that nobody declares. */
  unknown: UnknownPolicy;
  in: Location;
  /** Tells which branches an object fits. */
  readonly judge: Judge;
  /** Where the walk stands in the caller's values. */
  readonly path: (string | number)[];
  /** Items that were put into lists by their index, to be looked at once their list is complete. */
  readonly indexed: IndexedItem[];
}

/** What a run begins with. */
export interface RunStart {
  readonly in: Location;
  /** Where the walk begins. @default the location itself */
  readonly path?: (string | number)[];
  /** How many places the upstream has outside of the body. @default 0 */
  readonly slots?: number;
  /** @default 1, for those who only ask whether there is any */
  readonly mostViolations?: number;
  /** @default 'refuse': the policy is of bodies; objects in parameters are judged by their own schema */
  readonly unknown?: UnknownPolicy;
}

const plainStart = { slots: 0, mostViolations: 1, unknown: 'refuse' } as const;

/** Begins a run, in which nothing is mapped yet. */
export function beginRun(start: RunStart): MapRun {
  // Own members alone: what another part of the app put on every object begins nothing.
  const { in: location, path, slots, mostViolations, unknown } = { ...plainStart, path: [], ...start };
  return {
    slots: new Array<JsonValue | undefined>(slots).fill(undefined),
    root: undefined,
    violations: [],
    unknown,
    in: location,
    judge: createJudge(),
    mostViolations,
    path,
    indexed: [],
  };
}

/** An item that was put into a list by its index, and the caller's value that it is made of. */
export interface IndexedItem {
  /** The object that the path begins at. */
  readonly base: JsonObject;
  readonly path: ValuePath;
  readonly place: { readonly in: Location; readonly name: string; readonly pointer: string };
}

/** Notes why a value cannot be sent on, as long as anybody would read it. */
export function refuse(run: MapRun, makeViolation: () => Violation): void {
  if (run.violations.length < run.mostViolations) run.violations.push(makeViolation());
}

/** Where the run stands, as a violation names it. */
export function placeOf(run: MapRun): ViolationPlace {
  return violationPlace(run.in, run.path);
}

/** Stands for an object to write into where every declared value goes elsewhere, so that no other has a place. */
export const nowhere: JsonObject = Object.freeze({});
