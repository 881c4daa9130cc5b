import { ApiError } from './paramap-answer.ts';
import { type Call, type Definition, operation, type Operation } from './paramap-client.ts';
import type { AnswerReader, Fail } from './paramap-read.ts';

/** Streams of values; iterating one throws an `ApiError` when it breaks. */

/** An event as it came, where the contract declares none. */
export interface RawEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string;
}

/** An operation that can be asked for a stream in place of one answer. */
export interface StreamCall<Args extends unknown[], Given, Streamed> extends Call<Args, Given> {
  readonly stream: Call<Args, Streamed>;
}

export interface StreamOperation<Args extends unknown[], Given, Streamed> extends Operation<Args, Given> {
  readonly stream: Operation<Args, Streamed>;
}

/** Adds `stream` to an operation. */
export function streamed<Args extends unknown[], Given, Streamed>(
  plain: Operation<Args, Given>,
  reading: Pick<Definition, 'accept' | 'answers'>,
): StreamOperation<Args, Given, Streamed> {
  return Object.assign(plain, { stream: operation<Args, Streamed>({ ...plain.definition, ...reading }) });
}

/**
 * Reads server-sent events whose data is JSON; those of other names, and texts that are no JSON, are left out.
 *
 * `declared`: by name, whether the data may be a bare text. Without it every event is given as it came.
 * Source: HTML, section 9.2.6.
 */
export function eventReader(declared?: Readonly<Record<string, boolean>>): AnswerReader {
  return async (response, type, fail) =>
    type === 'text/event-stream'
      ? { data: iterate(response, fail, (texts) => readEvents(texts, declared)) }
      : { text: await response.text() };
}

/** Reads lines of JSON, or a JSON text sequence. Source: RFC 7464. */
export const readLines: AnswerReader = async (response, type, fail) =>
  /json/.test(type) && type !== 'application/json'
    ? { data: iterate(response, fail, readRecords) }
    : { text: await response.text() };

async function* iterate<Item>(
  response: Response,
  fail: Fail,
  read: (texts: AsyncIterable<string>) => AsyncIterable<Item>,
): AsyncGenerator<Item> {
  try {
    yield* read(textsOf(response));
  } catch (cause) {
    if (cause instanceof BrokenText) {
      const { status, headers } = response;
      throw new ApiError(fail(cause).operation, { kind: 'decode', status, headers, text: cause.text });
    }
    throw fail(cause);
  }
}

/** A piece of a stream that is not what it promises. */
class BrokenText extends Error {
  readonly text: string;

  constructor(text: string) {
    super('a piece of the stream is no JSON');
    this.text = text;
  }
}

async function* textsOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      yield decoder.decode(read.value, { stream: true });
    }
  } finally {
    // Whoever leaves early wants no more of it; the connection is given up.
    await reader.cancel().catch(() => undefined);
  }
}

/** Cuts texts where the pattern fits; what stands behind the last cut comes last, marked as unfinished. */
async function* pieces(texts: AsyncIterable<string>, end: RegExp): AsyncGenerator<readonly [string, boolean]> {
  let rest = '';
  for await (const text of texts) {
    // A carriage return at the end may be the half of a line's end.
    const held = /\r$/.test(rest + text) ? 1 : 0;
    const all = rest + text;
    const parts = all.slice(0, all.length - held).split(end);
    rest = (parts.pop() ?? '') + all.slice(all.length - held);
    for (const part of parts) yield [part, true];
  }
  for (const part of rest.split(end).slice(0, -1)) yield [part, true];
  yield [rest.split(end).at(-1) ?? '', false];
}

async function* readEvents(
  texts: AsyncIterable<string>,
  declared: Readonly<Record<string, boolean>> | undefined,
): AsyncGenerator<{ readonly event: string; readonly data: unknown; readonly id: string }> {
  let id = '';
  let event = '';
  let data: string[] = [];
  for await (const [line, isWhole] of pieces(texts, /\r\n|\n|\r/)) {
    // An event without its blank line never became whole.
    if (!isWhole) return;
    const [, field = line, value = ''] = /^([^:]*): ?(.*)$/s.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
    if (field === 'id' && !value.includes('\0')) id = value;
    if (line !== '') continue;
    const name = event || 'message';
    const text = data.join('\n');
    const isTold = data.length > 0 && (declared === undefined || Object.hasOwn(declared, name));
    const read = !isTold
      ? undefined
      : declared === undefined
        ? { data: text }
        : readData(text, declared[name] === true);
    if (read !== undefined) yield { event: name, data: read.data, id };
    event = '';
    data = [];
  }
}

function readData(text: string, mayBeText: boolean): { readonly data: unknown } | undefined {
  try {
    return { data: JSON.parse(text) };
  } catch {
    if (mayBeText) return { data: text };
    if (text.startsWith('{')) throw new BrokenText(text);
    return undefined;
  }
}

/** The end of a line, or the record separator, which no pattern may name. */
const recordEnd = new RegExp(`\r\n|\n|\r|${String.fromCharCode(0x1e)}`);

async function* readRecords(texts: AsyncIterable<string>): AsyncGenerator<unknown> {
  for await (const [record] of pieces(texts, recordEnd)) {
    if (record.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(record);
    } catch {
      throw new BrokenText(record);
    }
    yield value;
  }
}
