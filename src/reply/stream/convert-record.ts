import { deepestJson, parseJson } from '../../codec/json-text/parse.ts';
import { stringifyJson } from '../../codec/json-text/stringify.ts';
import { unreadable } from '../answer-violation.ts';
import type { ConvertFrame } from './convert-event.ts';
import type { MapReplyValue } from '../reply-value.ts';

/** What stands around the JSON of a line or a record: RS and white space in front, the line's end behind. */
const inFront: ReadonlySet<number | undefined> = new Set(Buffer.from('\x1e \t\r\n'));
const behind: ReadonlySet<number | undefined> = new Set(Buffer.from(' \t\r\n'));

/** Compiles the way of one line or record of JSON; what stands around it stays, and so do empty lines. */
export function compileConvertRecord(map: MapReplyValue): ConvertFrame {
  return (frame, received) => {
    let start = 0;
    let end = frame.length;
    while (start < end && inFront.has(frame[start])) start += 1;
    while (end > start && behind.has(frame[end - 1])) end -= 1;
    if (start === end) return { content: frame, violations: [] };
    const json = frame.subarray(start, end);
    const parsed = parseJson(json, { maxDepth: deepestJson });
    if (!parsed.ok) {
      const reason = `a record of the stream is no JSON: ${parsed.fault.detail}`;
      return { content: frame, violations: [unreadable({ in: 'body', path: [], reason })] };
    }
    const { value, violations } = map(parsed, received);
    if (value === parsed.value) return { content: frame, violations };
    const content = Buffer.concat([frame.subarray(0, start), Buffer.from(stringifyJson(value)), frame.subarray(end)]);
    return { content, violations };
  };
}
