import type { Violation } from './violation.ts';

// A problem repeats names of the caller. Without these characters no reader can take its bytes for markup or script,
// whatever media type it believes.
const markup = /[<>&\u2028\u2029]/g;

/** Printable ASCII without quotes, backslashes and markup: such a text is the same in JSON. Nearly every text is so. */
const plain = /^[\x20!#-%'-;=?-[\]-~]*$/;

/** JSON text in which no markup can be. */
export function toSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(markup, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** The same of a list of violations, whose members are texts but for what is expected and received. */
export function violationsJson(violations: readonly Violation[]): string {
  let list = '';
  for (const violation of violations) list += `${list === '' ? '' : ','}${violationJson(violation)}`;
  return `[${list}]`;
}

/** The same of one violation, its members in their order. */
export function violationJson(violation: Violation): string {
  // Looked at in one go.
  const isPlain = plain.test(`${violation.name}${violation.pointer}${violation.detail}`);
  let members = '{';
  let name: keyof Violation;
  for (name in violation) {
    const value = violation[name];
    if (value === undefined || !Object.hasOwn(violation, name)) continue;
    const text =
      typeof value !== 'string' ? otherJson(value) : isPlain && looked[name] ? `"${value}"` : textJson(value);
    members += members === '{' ? `"${name}":${text}` : `,"${name}":${text}`;
  }
  return `${members}}`;
}

/** The members that all violations have; those of a closed set of words need no look. */
const looked: Readonly<Partial<Record<keyof Violation, true>>> = {
  in: true,
  name: true,
  pointer: true,
  code: true,
  detail: true,
};

/** The same of a text. */
export const textJson = (text: string): string => (plain.test(text) ? `"${text}"` : toSafeJson(text));

// What a contract expects at a place is the same frozen object whenever it is told, so that it is written once.
const written = new WeakMap<object, string>();

function otherJson(value: unknown): string {
  if (typeof value === 'number') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null || !Object.isFrozen(value)) return toSafeJson(value);
  let text = written.get(value);
  if (text === undefined) {
    text = toSafeJson(value);
    written.set(value, text);
  }
  return text;
}
