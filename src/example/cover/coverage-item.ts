import { pointerTo } from '../../contract/json-pointer.ts';

/** One thing that an example can show. */
export interface CoverageItem {
  /** As examples write places, `query.since`, with a star for each item and for each name of a map: `query.tags/*`. */
  readonly place: string;
  /** `value`, or what becomes of it: `codec unix-seconds`; or the code of a violation: `minimum`. */
  readonly rule: string;
  reached: boolean;
}

/** Makes an item that nothing has reached yet. */
export const itemAt = (place: string, rule: string): CoverageItem => ({ place, rule, reached: false });

/** Writes a way into the values of a location: `body`, `lines`, `*` and `sku`, joined as in an example. */
export const wayText = (location: string, way: readonly string[]): string =>
  way.length === 0 ? location : `${location}.${pointerTo('', ...way).slice(1)}`;
