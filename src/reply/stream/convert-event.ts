import { deepestJson, parseJson } from '../../codec/json-text/parse.ts';
import { stringifyJson } from '../../codec/json-text/stringify.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { AnswerFields } from '../../http/answer-fields.ts';
import type { Condition } from '../answer-condition.ts';
import { type AnswerViolation, unreadable } from '../answer-violation.ts';
import type { ReadValue } from '../reply-value.ts';
import { type ReceivedEvent, readEvent, unnamed, withoutEvent, writeEvent } from './event-lines.ts';
import { type CompiledEvent, mapRecord, type MappedRecord } from './map-record.ts';

/** What one frame of a stream becomes for the caller, and what was wrong with it. */
export interface ConvertedFrame {
  readonly content: Buffer;
  readonly violations: readonly AnswerViolation[];
}

/** Brings one frame into the caller's terms. `isFirst`: it is the first of its stream. */
export type ConvertFrame = (frame: Buffer, received: AnswerFields, isFirst: boolean) => ConvertedFrame;

/** Declared events, ready to run. */
export interface EventRules {
  readonly byName: ReadonlyMap<string, readonly CompiledEvent[]>;
  readonly dropped: ReadonlyMap<string, Condition>;
  readonly dropsOthers: boolean;
}

/**
 * Compiles the way of one server-sent event: its name and its data are mapped; its id, its retry time, comments and what
 * holds no data stay as they are. What needs no change goes on byte by byte.
 */
export function compileConvertEvent(rules: EventRules): ConvertFrame {
  return (frame, received, isFirst) => {
    const event = readEvent(frame, isFirst);
    const { name, data } = event;
    if (data === undefined) return other(rules, event, frame);
    const read = readData(data);
    const condition = rules.dropped.get(name);
    if (read !== undefined && condition?.(read) === true) return { content: withoutEvent(event), violations: [] };
    const candidates = rules.byName.get(name) ?? [];
    if (candidates.length === 0) return other(rules, event, frame);
    if (read === undefined) return { content: frame, violations: [noText(name)] };
    if (read.isJson) return mapped(mapRecord(candidates, read, received), { event, frame, read });
    const texts = candidates.filter(({ takesText }) => takesText);
    const fitting = mapRecord(texts, read, received);
    if (fitting?.violations.length === 0) return mapped(fitting, { event, frame, read });
    // A text that begins like an object is broken JSON; any other is a sign between the parties, such as `[DONE]`.
    if (/^\s*\{/.test(String(read.value))) return { content: frame, violations: [brokenJson(name)] };
    return other(rules, event, frame);
  };
}

/** An event that nobody declares. One without a name that has no data is no event: its other lines count all the same. */
function other({ dropsOthers, byName }: EventRules, event: ReceivedEvent, frame: Buffer): ConvertedFrame {
  const isKept = !dropsOthers || (event.data === undefined && (event.name === unnamed || byName.has(event.name)));
  return { content: isKept ? frame : withoutEvent(event), violations: [] };
}

interface ReadData extends ReadValue {
  readonly isJson: boolean;
}

/** The data of an event as JSON, else as the text that it is; `undefined` where it is not even that. */
function readData(data: Buffer): ReadData | undefined {
  const parsed = parseJson(data, { maxDepth: deepestJson });
  if (parsed.ok) return { value: parsed.value, exact: parsed.exact, isJson: true };
  const text = data.toString();
  return Buffer.from(text).equals(data) ? { value: text, exact: false, isJson: false } : undefined;
}

function mapped(
  record: MappedRecord | undefined,
  { event, frame, read }: { readonly event: ReceivedEvent; readonly frame: Buffer; readonly read: ReadData },
): ConvertedFrame {
  if (record === undefined) return { content: frame, violations: [] };
  const { value, violations } = record;
  const { name } = record.event;
  const told = violations.map((violation) => ({ ...violation, detail: `${violation.detail} (event \`${name}\`)` }));
  const isRenamed = name !== event.name;
  const isUnquoted = record.event.givesText && read.isJson && typeof value === 'string';
  const isSame = value === read.value && !isUnquoted;
  if (!isRenamed && isSame) return { content: frame, violations: told };
  const data = isSame ? String(event.data) : textOf(value, isUnquoted || !read.isJson);
  return { content: writeEvent(event, isRenamed ? name : undefined, data), violations: told };
}

/** What came as a bare text goes on as one, if it still is a text. */
const textOf = (value: JsonValue, isBare: boolean): string =>
  isBare && typeof value === 'string' ? value : stringifyJson(value);

const noText = (name: string): AnswerViolation =>
  unreadable({ in: 'body', path: [], reason: `the data of an event \`${name}\` is not UTF-8` });

const brokenJson = (name: string): AnswerViolation =>
  unreadable({ in: 'body', path: [], reason: `the data of an event \`${name}\` begins like JSON, and is none` });
