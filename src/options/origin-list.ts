import type { Shape } from './shape.ts';

/** Origins of web pages, in lower case; `*` is every page. */
export const originList: Shape<readonly string[]> = {
  expected: 'a list of origins such as `https://app.example`, or of `*`',
  parse: (value) =>
    Array.isArray(value) && value.every(isOrigin)
      ? Object.freeze(value.map((origin) => origin.toLowerCase()))
      : undefined,
};

/**
 * What browsers send: scheme, host, and a port that is not the usual one. A `*` within would match no page, for nothing here is a
 * pattern.
 */
function isOrigin(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return (
    value === '*' || (!value.includes('*') && URL.canParse(value) && new URL(value).origin === value.toLowerCase())
  );
}
