import type { TextLocation } from '../../http/location.ts';
import { encodePercent } from '../../http/percent.ts';
import { sendingFault, textCodings } from '../../http/text-coding.ts';
import { isObject } from '../json-type.ts';
import type { JsonObject, JsonValue } from '../json-value.ts';
import { formatScalar } from '../scalar.ts';
import { formatDeepObject } from './deep-object.ts';
import { formatDelimited, formatDelimitedObject } from './delimited.ts';
import { formatFormList, formatFormMembers } from './form-pairs.ts';
import { formatSimpleMembers } from './simple-members.ts';
import { type ClaimName, StyleFault, type TextMembers } from './style-fault.ts';
import { isStyleCell } from './style-table.ts';
import type { Style } from './style.ts';

/** A named place outside the body, and how a list or object is written there. */
export interface TextTarget {
  readonly in: TextLocation;
  readonly name: string;
  readonly style: Style;
  readonly explode: boolean;
}

/**
 * Writes a value as the text of its place: `name=value` in a query or cookie (several pairs where it is exploded), the
 * bare value in a path or header.
 *
 * Out: `undefined` for an empty list or object, which is left out (RFC 6570, section 2.3: it counts as undefined).
 * Fails: `unsendable` or `collision`, with the way to the item or member.
 */
export type FormatValue = (value: JsonValue, claim?: ClaimName) => string | undefined | StyleFault;

type FormatList = (items: readonly string[]) => string | StyleFault;
type FormatMembers = (members: TextMembers, claim: ClaimName) => string | StyleFault;

const claimAny: ClaimName = () => true;

/** Decides at start how values are written at a place. */
export function compileFormatValue(target: TextTarget): FormatValue {
  const prefix = namePrefix(target);
  const { encode } = textCodings[target.in];
  const formatList = compileFormatList(target, prefix);
  const formatMembers = compileFormatMembers(target, prefix);
  return (value, claim = claimAny) => {
    const text = formatScalar(value);
    if (text !== undefined) {
      const encoded = encode(text);
      return encoded === undefined ? new StyleFault('unsendable', sendingFault(text, target.in)) : prefix + encoded;
    }
    if (Array.isArray(value)) {
      const items = textsOf(value);
      return items instanceof StyleFault || items.length > 0 ? orFault(items, formatList) : left(target, 'list');
    }
    if (!isObject(value)) return new StyleFault('unsendable', noScalar(value));
    const members = membersOf(value);
    if (members instanceof StyleFault) return members;
    return members.length > 0 ? formatMembers(members, claim) : left(target, 'object');
  };
}

/** Why a value can never be written at a place, as it follows `cannot be sent on:`; `undefined` when it can. */
export function checkSlotValue(target: TextTarget, value: JsonValue): string | undefined {
  const text = compileFormatValue(target)(value);
  if (text instanceof StyleFault) return text.reason;
  return target.in === 'path' && text !== undefined ? segmentFault(text) : undefined;
}

/**
 * Why an encoded path segment cannot be sent: empty and dot segments do not arrive as they are, nor do those that an
 * encoded slash makes for whoever decodes too early. `undefined` when it can be.
 * Source: RFC 3986, section 5.2.4 and 6.2.2.3; CVE-2019-9901, CVE-2021-29492.
 */
export function segmentFault(segment: string): string | undefined {
  if (segment === '') return 'it is empty, and an empty path segment is lost';
  if (segment === '.' || segment === '..') return 'it is a dot segment, which changes the path';
  const pieces = /%2f|%5c/i.test(segment) ? segment.split(/%2f|%5c/i) : [];
  const climbs = pieces.some((piece) => piece === '.' || piece === '..');
  return climbs ? 'it holds a dot segment behind a slash, which may change the path' : undefined;
}

function namePrefix(target: TextTarget): string {
  if (target.in === 'cookie') return `${target.name}=`;
  if (target.in !== 'query') return '';
  const name = encodePercent(target.name);
  if (name === undefined) throw new Error('The name of a query parameter cannot be encoded');
  return `${name}=`;
}

function compileFormatList(target: TextTarget, prefix: string): FormatList {
  const { style, explode } = target;
  if (style === 'deepObject' || !isStyleCell({ ...target, kind: 'list' })) return () => noCell('list');
  if (style === 'form' && explode) return (items) => formatFormList(prefix, items);
  const form = { style, in: target.in, mayHoldComma: true };
  return (items) => prefixed(prefix, formatDelimited(items, form));
}

function compileFormatMembers(target: TextTarget, prefix: string): FormatMembers {
  const { style, explode } = target;
  if (!isStyleCell({ ...target, kind: 'object' })) return () => noCell('object');
  if (style === 'deepObject') return (members, claim) => formatDeepObject(target.name, members, claim);
  if (style === 'form' && explode) return formatFormMembers;
  if (style === 'simple' && explode) return (members) => formatSimpleMembers(members, target.in);
  const form = { style, in: target.in, mayHoldComma: true };
  return (members) => prefixed(prefix, formatDelimitedObject(members, form));
}

const prefixed = (prefix: string, text: string | StyleFault): string | StyleFault =>
  text instanceof StyleFault ? text : prefix + text;

const orFault = (items: string[] | StyleFault, format: FormatList): string | StyleFault =>
  items instanceof StyleFault ? items : format(items);

const left = (target: TextTarget, kind: 'list' | 'object'): StyleFault | undefined =>
  target.in === 'path'
    ? new StyleFault('unsendable', `it is an empty ${kind}, and a path cannot do without`)
    : undefined;

const noCell = (kind: 'list' | 'object'): StyleFault =>
  new StyleFault(
    'unsendable',
    `it is ${kind === 'list' ? 'a list' : 'an object'}, which cannot be written as text there`,
  );

function textsOf(list: readonly JsonValue[]): string[] | StyleFault {
  const texts: string[] = [];
  for (const item of list) {
    const text = formatScalar(item);
    if (text === undefined) return new StyleFault('unsendable', noScalar(item), [texts.length]);
    texts.push(text);
  }
  return texts;
}

function membersOf(object: JsonObject): TextMembers | StyleFault {
  const members: [string, string][] = [];
  for (const name of Object.keys(object)) {
    const value = object[name] ?? null;
    const text = formatScalar(value);
    if (text === undefined) return new StyleFault('unsendable', noScalar(value), [name]);
    members.push([name, text]);
  }
  return members;
}

function noScalar(value: JsonValue): string {
  if (value === null) return 'it is null, which text cannot say';
  if (typeof value === 'number') return 'it is no finite number';
  return `it is ${Array.isArray(value) ? 'a list' : 'an object'} inside another value, which text cannot hold`;
}
