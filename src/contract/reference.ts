import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { nearestName } from '../problem/suggestion.ts';
import type { Fault } from './finding.ts';
import { childOf, pointerNames, pointerTo } from './json-pointer.ts';

/** A `$ref` as we follow it: a relative path, empty for the same file, and a JSON Pointer. */
export interface SchemaReference {
  readonly path: string;
  readonly pointer: string;
}

/** A reference that can be followed, or why it never is. */
export type ParsedReference = ({ readonly ok: true } & SchemaReference) | { readonly ok: false; readonly fault: Fault };

/**
 * Reads the text of a `$ref`.
 *
 * In:  `../common/user.json#/$defs/User`.
 * Out: `{ path: '../common/user.json', pointer: '/$defs/User' }`, or the fault of a reference that is never followed:
 *      to the network, to absolute places, to anchors.
 * Source: RFC 3986, section 4.2, of which only the forms without scheme and authority are read.
 */
export function parseSchemaReference(text: string): ParsedReference {
  const hash = text.indexOf('#');
  const path = decode(hash === -1 ? text : text.slice(0, hash));
  const pointer = decode(hash === -1 ? '' : text.slice(hash + 1));
  if (path === undefined || pointer === undefined) {
    return refuse(text, 'reference-form', ['holds a broken `%` escape', 'write `%` itself as `%25`']);
  }
  if (/^(?:https?:)?\/\//i.test(path)) return refuse(text, 'reference-network', networkWords);
  if (/^(?:[a-z][a-z0-9+.-]*:|[/\\])/i.test(path)) return refuse(text, 'reference-absolute', absoluteWords);
  if (/[\\\0]/.test(path)) return refuse(text, 'reference-form', ['is no relative path', 'separate folders with `/`']);
  if (pointer === '' || pointer.startsWith('/')) return { ok: true, path, pointer };
  const cure = `write the place as a JSON Pointer, such as \`${path}#/$defs/${pointer}\``;
  return refuse(text, 'reference-anchor', ['names an anchor; anchors are not followed', cure]);
}

/** The value that a JSON Pointer leads to, or the fault that names the nearest member that is there. */
export function followPointer(
  root: JsonValue,
  pointer: string,
  reference: string,
): { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly fault: Fault } {
  let value = root;
  let reached = '';
  for (const name of pointerNames(pointer)) {
    const child = childOf(value, name);
    if (child === undefined) return refuse(reference, 'reference-missing', missingWords({ value, reached, name }));
    value = child;
    reached = pointerTo(reached, name);
  }
  return { ok: true, value };
}

type Words = readonly [message: string, cure: string];

const networkWords: Words = [
  'leads to the network, where nothing is ever read',
  "keep a copy below the contracts' folder and write the relative path of it",
];

const absoluteWords: Words = [
  'is an absolute address',
  'write the path relative to the file in which the reference stands',
];

function missingWords(at: { value: JsonValue; reached: string; name: string }): Words {
  const where = at.reached === '' ? 'the file' : `\`${at.reached}\``;
  const message = `leads nowhere: ${where} has no \`${at.name}\``;
  const names = isObject(at.value) ? Object.keys(at.value) : [];
  const near = nearestName(at.name, names);
  if (near !== undefined) return [message, `did you mean \`#${pointerTo(at.reached, near)}\`?`];
  if (names.length === 0) return [message, 'write a JSON Pointer to a schema, such as `#/$defs/User`'];
  const more = names.length > 8 ? ', ...' : '';
  return [
    message,
    `${where} has ${names
      .slice(0, 8)
      .map((known) => `\`${known}\``)
      .join(', ')}${more}`,
  ];
}

/** `reference` as the author wrote it. */
export function refuse(
  reference: string,
  rule: string,
  [message, cure]: Words,
): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault: { rule, message: `the reference \`${reference}\` ${message}`, cure } };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
