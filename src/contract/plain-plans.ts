import { MapsBelow } from './maps-below.ts';
import type { Place } from './place.ts';
import type { DraftPlan } from './settle-plans.ts';

/** The plans of places in bodies below which no mapping stands, for all planners of one graph and direction. */
export class PlainPlans {
  /** By place; settled by the planner that made them. */
  readonly plans = new Map<Place, DraftPlan>();
  readonly #maps = new MapsBelow();

  /** Whether no `x-upstream` stands at a place or below it. */
  has(place: Place): boolean {
    return this.plans.has(place) || !place.entries.some((node) => this.#maps.has(node));
  }
}
