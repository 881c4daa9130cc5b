import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import type { Lifecycle } from '../http/lifecycle-fields.ts';
import type { Fault } from './finding.ts';

/** What a contract says of the end of an operation, of a declared value, or of an older name. */
export interface Deprecation extends Lifecycle {
  /** The date of the end as authored, for sentences: `2027-06-30`. */
  readonly sunset: string | undefined;
  /** What to use in its place, as authored. */
  readonly instead: string | undefined;
}

const undated: Deprecation = Object.freeze({
  sinceMs: undefined,
  sunsetMs: undefined,
  sunset: undefined,
  link: undefined,
  instead: undefined,
});

/**
 * Reads a deprecation in one form, whatever way it was written.
 *
 * In:  `true`, or `{ "since": "2026-01-01", "sunset": "2027-06-30", "link": "https://...", "instead": "findPeople" }`.
 *      A date without a time is its first moment as `since`, its last as `sunset`, in UTC; so the RFCs show them.
 * Out: the deprecation, with a fault for each date or address that cannot be meant; such a member reads as absent.
 *      `false` and what is absent are `undefined`.
 */
export function readDeprecation(written: JsonValue | undefined): {
  readonly deprecation: Deprecation | undefined;
  readonly faults: readonly { readonly member: string; readonly fault: Fault }[];
} {
  if (written === undefined || written === false) return { deprecation: undefined, faults: [] };
  if (!isObject(written)) return { deprecation: undated, faults: [] };
  const sinceMs = moment(written['since'], '00:00:00Z');
  const sunsetMs = moment(written['sunset'], '23:59:59Z');
  const faults = [
    ...dateFault(written, 'since', sinceMs),
    ...dateFault(written, 'sunset', sunsetMs),
    ...orderFault(sinceMs, sunsetMs),
    ...linkFault(written),
  ];
  const deprecation: Deprecation = {
    sinceMs,
    sunsetMs,
    sunset: sunsetMs === undefined ? undefined : text(written, 'sunset'),
    link: text(written, 'link'),
    instead: text(written, 'instead'),
  };
  return { deprecation, faults };
}

/** Whether the last moment has passed. The clock is only asked where there is one. */
export function isRetired({ sunsetMs }: Deprecation, now: () => number): boolean {
  // The end is a whole second, which belongs to the time before.
  return sunsetMs !== undefined && now() >= sunsetMs + 1000;
}

const text = (written: JsonObject, name: string): string | undefined => {
  const value = written[name];
  return typeof value === 'string' ? value : undefined;
};

/** A date, or a date and time with an offset (RFC 3339), in milliseconds; leap days that do not exist are none. */
function moment(written: JsonValue | undefined, time: string): number | undefined {
  if (typeof written !== 'string') return undefined;
  const [, date, clock] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))?$/.exec(written) ?? [];
  if (date === undefined) return undefined;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined;
  const ms = Date.parse(clock === undefined ? `${date}T${time}` : written);
  return Number.isNaN(ms) ? undefined : ms;
}

function dateFault(written: JsonObject, member: 'since' | 'sunset', ms: number | undefined) {
  if (written[member] === undefined || ms !== undefined) return [];
  const message = `\`${member}\` is no date: ${JSON.stringify(written[member])}`;
  const cure = 'write a date, `"2027-06-30"`, or a time, `"2027-06-30T12:00:00Z"`';
  return [{ member, fault: { rule: 'deprecation-date', message, cure } }];
}

/** Source: RFC 9745, section 4: the sunset is not before the deprecation. */
function orderFault(sinceMs: number | undefined, sunsetMs: number | undefined) {
  if (sinceMs === undefined || sunsetMs === undefined || sinceMs <= sunsetMs) return [];
  const message = '`sunset` is before `since`: it would end before it is deprecated';
  return [{ member: 'sunset', fault: { rule: 'deprecation-date', message, cure: 'write a later `sunset`' } }];
}

/** It goes into a header field between angle brackets. */
function linkFault(written: JsonObject) {
  const link = text(written, 'link');
  if (link === undefined || /^(?:https?:\/\/|\/)[\w.~:/?#[\]@!$&'()*+,;=%-]+$/i.test(link)) return [];
  const message = '`link` is no address of a page';
  const cure = 'write an address that begins with `https://`, or a path that begins with `/`; percent-encode the rest';
  return [{ member: 'link', fault: { rule: 'deprecation-link', message, cure } }];
}
