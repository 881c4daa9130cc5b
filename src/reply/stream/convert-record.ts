import { parseJson } from '../../codec/json-text/parse.ts';
import { stringifyJson } from '../../codec/json-text/stringify.ts';
import { unreadable } from '../answer-violation.ts';
import { type ConvertFrame, deepest } from './convert-event.ts';
import type { MapReplyValue } from '../reply-value.ts';

/** What stands around the JSON of a line or a record: RS and white space in front, the line's end behind. */
const around = /^[\x1e \t\r\n]*|[ \t\r\n]*$/g;

/** Compiles the way of one line or record of JSON; what stands around it stays, and so do empty lines. */
export function compileConvertRecord(map: MapReplyValue): ConvertFrame {
  return (frame, received) => {
    const text = frame.toString('latin1');
    const [front = '', back = ''] = text.match(around) ?? [];
    if (front.length === frame.length) return { content: frame, violations: [] };
    const json = frame.subarray(front.length, frame.length - back.length);
    const parsed = parseJson(json, { maxDepth: deepest });
    if (!parsed.ok) {
      const reason = `a record of the stream is no JSON: ${parsed.fault.detail}`;
      return { content: frame, violations: [unreadable({ in: 'body', path: [], reason })] };
    }
    const { value, violations } = map(parsed, received);
    if (value === parsed.value) return { content: frame, violations };
    return { content: Buffer.from(`${front}${stringifyJson(value)}${back}`), violations };
  };
}
