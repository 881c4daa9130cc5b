import { CR, LF } from './frames.ts';

/** One line of an event, with its end. */
export interface EventLine {
  /** `data`, `event`, ...; empty for comments and blank lines. */
  readonly field: string;
  readonly value: Buffer;
  /** The line as it came, its end included. */
  readonly bytes: Buffer;
}

/** An event as it came. */
export interface ReceivedEvent {
  readonly lines: readonly EventLine[];
  /** `message` where none was said. */
  readonly name: string;
  /** The lines of data joined; `undefined` where there is none, so that nothing is dispatched. */
  readonly data: Buffer | undefined;
}

/** The name of events that have none. */
export const unnamed = 'message';

/** A CR in a text would end its line, and what follows could pass for a field. */
const lineEnds = /\r\n?|\n/;
const colon = 0x3a;
const space = 0x20;
const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const lineFeed = Buffer.from([LF]);

/** Reads one event. `isFirst`: a byte order mark may stand in front. Source: WHATWG HTML, section 9.2.6. */
export function readEvent(frame: Buffer, isFirst: boolean): ReceivedEvent {
  const lines: EventLine[] = [];
  let start = 0;
  if (isFirst && frame.subarray(0, mark.length).equals(mark)) {
    lines.push({ field: '', value: mark, bytes: frame.subarray(0, mark.length) });
    start = mark.length;
  }
  while (start < frame.length) {
    const end = lineEnd(frame, start);
    const next = frame[end] === CR && frame[end + 1] === LF ? end + 2 : Math.min(end + 1, frame.length);
    lines.push(readLine(frame.subarray(start, end), frame.subarray(start, next)));
    start = next;
  }
  const data = lines.filter(({ field }) => field === 'data').flatMap(({ value }) => [lineFeed, value]);
  const name = lines.findLast(({ field }) => field === 'event')?.value.toString() ?? '';
  return {
    lines,
    name: name === '' ? unnamed : name,
    data: data.length === 0 ? undefined : Buffer.concat(data.slice(1)),
  };
}

/**
 * Writes an event with another name or other data; its other lines stay as they are.
 *
 * `data` is written line by line where the first line of data stood; `undefined` for a name that is not to be changed.
 */
export function writeEvent({ lines }: ReceivedEvent, name: string | undefined, data: string): Buffer {
  const firstData = lines.findIndex(({ field }) => field === 'data');
  const parts = lines.flatMap(({ field, bytes }, index): Buffer[] => {
    if (field === 'event' && name !== undefined) return [];
    if (field !== 'data') return [bytes];
    if (index !== firstData) return [];
    const end = endOf(bytes);
    const own = name === undefined || name === unnamed ? [] : [`event: ${name}${end}`];
    return [Buffer.from([...own, ...data.split(lineEnds).map((line) => `data: ${line}${end}`)].join(''))];
  });
  return Buffer.concat(parts);
}

/** What is left of an event that the caller does not get: its id, its retry time and its comments. */
export function withoutEvent({ lines }: ReceivedEvent): Buffer {
  const left = lines.filter(({ field }) => field !== 'data' && field !== 'event');
  return left.every(isBlank) ? Buffer.alloc(0) : Buffer.concat(left.map(({ bytes }) => bytes));
}

const isBlank = ({ field, value }: EventLine): boolean => field === '' && value.length === 0;

function readLine(content: Buffer, bytes: Buffer): EventLine {
  const at = content.indexOf(colon);
  // A comment has a value, so that it can be told from a blank line.
  if (at === 0) return { field: '', value: content, bytes };
  if (at < 0) return { field: content.toString('latin1'), value: Buffer.alloc(0), bytes };
  const start = content[at + 1] === space ? at + 2 : at + 1;
  return { field: content.toString('latin1', 0, at), value: content.subarray(start), bytes };
}

function lineEnd(frame: Buffer, start: number): number {
  let end = start;
  while (end < frame.length && frame[end] !== CR && frame[end] !== LF) end += 1;
  return end;
}

/** The end of a line as it was written; LF for a last line that has none. */
function endOf(bytes: Buffer): string {
  if (bytes.at(-1) === CR) return '\r';
  return bytes.at(-2) === CR ? '\r\n' : '\n';
}
