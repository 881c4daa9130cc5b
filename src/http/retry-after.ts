/**
 * How long a `Retry-After` asks to wait, in milliseconds; `undefined` for none, or for a text that is neither whole seconds
 * nor a date. A date that has passed asks for no wait.
 *
 * In:  the field's value, and the present moment in milliseconds since 1970.
 * Source: RFC 9110, sections 10.2.3 and 5.6.7; dates are taken in any of the three forms that it knows.
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!httpDate.test(text)) return undefined;
  // The oldest form names no zone; all of them mean GMT.
  const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/** A day of the week first: `Date.parse` by itself takes nearly everything. */
const httpDate = /^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? [\w: -]{10,30}$/;
