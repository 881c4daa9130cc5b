import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { codecBreaks } from './codec-breaks.ts';
import { type Break, instead, shortText, without } from './mutation.ts';

const keyword = 'x-upstream';

/** Breaks what a schema says of the upstream: name, place, codec, style; and of a member that it is sent at all. */
export function mappingBreaks(schema: JsonObject, isMember: boolean): Break[] {
  const rule = schema[keyword];
  if (rule === undefined) return isMember && !Array.isArray(schema) ? [notSent] : [];
  if (typeof rule === 'string') return [renamed([keyword], rule)];
  if (!isObject(rule)) return [without([keyword], `${keyword} ${shortText(rule)}`)];
  return Object.entries(rule).flatMap(([member, value]) => memberBreaks(member, value));
}

const notSent: Break = { at: [keyword], value: false, change: `${keyword} false added: the value is left out` };

function memberBreaks(member: string, value: JsonValue): Break[] {
  const at = [keyword, member];
  if (member === 'name' && typeof value === 'string') return [renamed(at, value)];
  if (member === 'codec') return codecBreaks(value, at);
  if (member === 'style') return [instead(at, otherStyle(value), { name: member, was: value })];
  if (typeof value === 'boolean') return [instead(at, !value, { name: member, was: value })];
  return [without(at, `${member} ${shortText(value)}`)];
}

const renamed = (at: Break['at'], name: string): Break => instead(at, `${name}_other`, { name: 'name', was: name });

const otherStyle = (style: JsonValue): string => (style === 'pipeDelimited' ? 'spaceDelimited' : 'pipeDelimited');
