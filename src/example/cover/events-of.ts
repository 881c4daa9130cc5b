import { deepestJson, parseJson } from '../../codec/json-text/parse.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { AnswerStream } from '../../contract/answer-declaration.ts';

/** One event, or one record, of a stream that is there as a whole. */
export interface SeenEvent {
  /** `message` for an event without a name; empty for a record. */
  readonly name: string;
  /** `undefined` where it is no JSON. */
  readonly data: JsonValue | undefined;
}

/** Takes a stream apart that the caller gets. Source: HTML, section 9.2 (server-sent events); RFC 7464. */
export function eventsOf(kind: AnswerStream['kind'], text: string): SeenEvent[] {
  if (kind !== 'events') {
    const records = text.split(kind === 'lines' ? /\r?\n/ : '\u001e');
    return records.filter((record) => record.trim() !== '').map((record) => ({ name: '', data: readValue(record) }));
  }
  return text.split(/\r?\n\r?\n/).flatMap((block) => {
    const lines = block.split(/\r?\n/);
    const field = (name: string): string[] =>
      lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''));
    const data = field('data');
    return data.length === 0 ? [] : [{ name: field('event').at(-1) ?? 'message', data: readValue(data.join('\n')) }];
  });
}

function readValue(text: string): JsonValue | undefined {
  const parsed = parseJson(text, { maxDepth: deepestJson });
  return parsed.ok ? parsed.value : undefined;
}
