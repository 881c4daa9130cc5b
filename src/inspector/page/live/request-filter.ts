import type { RequestSummary } from '../../protocol.ts';

/** Says of a request whether it is wanted. */
export type Wants = (request: RequestSummary) => boolean;

/** What each word before a colon asks about; the first letters of a word are enough: `op:find`. */
const fields: Readonly<Record<string, (value: string) => Wants>> = {
  status: (value) => {
    const digits = value.replaceAll(/x+$/g, '');
    return ({ status }) => status !== 0 && `${status}`.startsWith(digits) && /^\d+$/.test(digits);
  },
  operation: (value) => contains(({ operation }) => operation, value),
  code: (value) => contains(({ code }) => code, value),
  method: (value) => (request) => request.method.toLowerCase() === value,
  upstream: (value) => contains(({ upstream }) => upstream, value),
  fault: (value) => contains(({ fault }) => fault, value),
  slow: (value) => (request) => request.ms >= (Number.parseFloat(value) || 0),
  is: (value) => states[value] ?? (() => false),
};

/** What follows `is:`. */
const states: Readonly<Record<string, Wants>> = {
  problem: ({ code }) => code !== '',
  retried: ({ attempts }) => attempts > 1,
  left: ({ hasLeft }) => hasLeft,
};

/** The words that may stand before a colon. */
export const filterFields: readonly string[] = Object.keys(fields);

/**
 * Reads a filter: words that must all hold, in any order.
 *
 * In:  `users status:4xx -code:unknown slow:200 "two words"`. A word without a known field is looked for in method, target,
 *      operation, code and upstream; `-` turns a word around. Case does not count.
 * Out: a function of a request; for an empty filter one that wants everything.
 */
export function parseFilter(text: string): Wants {
  const wants = [...text.toLowerCase().matchAll(/(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/g)].map(
    ([word, minus, field, quoted, plain]) =>
      wantsOf({ word, minus: minus === '-', field, value: quoted ?? plain ?? '' }),
  );
  return (request) => wants.every((want) => want(request));
}

interface Word {
  readonly word: string;
  readonly minus: boolean;
  readonly field: string | undefined;
  readonly value: string;
}

function wantsOf({ word, minus, field, value }: Word): Wants {
  // What is to be typed after a colon is not there yet: it must not empty the list.
  if (value === '' || (value.endsWith(':') && fieldOf(value.slice(0, -1)) !== undefined)) return () => true;
  const make = field === undefined ? undefined : fieldOf(field);
  const want = make?.(value) ?? anywhere(field === undefined ? value : word.slice(minus ? 1 : 0));
  return minus ? (request) => !want(request) : want;
}

function fieldOf(begin: string): ((value: string) => Wants) | undefined {
  const name = filterFields.find((known) => begin !== '' && known.startsWith(begin));
  return name === undefined ? undefined : fields[name];
}

function anywhere(value: string): Wants {
  return ({ method, target, operation, code, upstream }) =>
    `${method} ${target}\n${operation}\n${code}\n${upstream}`.toLowerCase().includes(value);
}

function contains(pick: (request: RequestSummary) => string, value: string): Wants {
  return (request) => pick(request).toLowerCase().includes(value);
}

/** The same filter with `field:value` in it instead of any other value of that field; without it where it is there already. */
export function withWord(filter: string, field: string, value: string): string {
  const word = /\s/.test(value) ? `${field}:"${value}"` : `${field}:${value}`;
  const words: readonly string[] = filter.match(/-?(?:[a-zA-Z]+:)?(?:"[^"]*"?|\S+)/g) ?? [];
  const others = words.filter((other) => !other.startsWith(`${field}:`));
  return (words.includes(word) ? others : [...others, word]).join(' ');
}
