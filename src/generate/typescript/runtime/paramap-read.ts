import type { ApiError, Problem, Result, Success } from './paramap-answer.ts';

/** How the content of an answer is read. */
export type AnswerKind = 'json' | 'text' | 'content' | 'stream' | 'none' | 'any';

/** What is declared of an operation's answers, by status: `200`, `2XX` or `default`. */
export interface AnswerReading {
  readonly answers: Readonly<Record<string, AnswerKind>>;
  /** The error statuses for which JSON is declared. */
  readonly failures?: readonly string[];
  /** Reads the answers of kind `stream`; `undefined` for content that is none. */
  readonly stream?: (response: Response, type: string, fail: Fail) => AsyncIterable<unknown> | undefined;
}

/** Makes the error of something that failed while a call was under way. */
export type Fail = (cause: unknown) => ApiError;

type Read = Result<Success<unknown>>;

/** Reads an answer. Fails: throws what the platform does when the connection breaks. */
export async function readAnswer(reading: AnswerReading, response: Response, fail: Fail): Promise<Read> {
  const { status, headers } = response;
  const type = /^[^;\s]*/.exec(headers.get('content-type') ?? '')?.[0].toLowerCase() ?? '';
  if (!response.ok) return readFailure(reading, response, type);
  const done = (data: unknown): Read => ({ ok: true, data, status, headers });
  const kinds = Object.values(reading.answers);
  const kind = declared(Object.keys(reading.answers), status, (key) => reading.answers[key]) ?? sole(kinds);
  if (kind === 'content') return done(response);
  if (kind === 'stream') {
    const data = reading.stream?.(response, type, fail);
    if (data !== undefined) return done(data);
  }
  if (kind === 'any' && !/json|^text\/|xml|urlencoded|^$/.test(type)) return done(await response.blob());
  const text = await response.text();
  if (kind === 'none' || (kind === 'any' && text === '')) return done(undefined);
  const json = kind === 'json' || kind === 'any' ? parseJson(type, text) : undefined;
  if (json !== undefined) return done(json.value);
  if (kind === 'text' || kind === 'any') return done(text);
  return { ok: false, error: { kind: 'decode', status, headers, text } };
}

/** Whether data is still on its way when the call has given it. */
export function isOpen(data: unknown): boolean {
  return typeof data === 'object' && data !== null && (Symbol.asyncIterator in data || data instanceof Response);
}

async function readFailure(reading: AnswerReading, response: Response, type: string): Promise<Read> {
  const { status, headers } = response;
  const text = await response.text();
  const json = parseJson(type, text);
  if (type === 'application/problem+json' && typeof json?.value === 'object' && json.value !== null) {
    // Every member may be absent; those that are there are the API's own words.
    return { ok: false, error: { kind: 'problem', status, headers, problem: json.value as Problem } };
  }
  const data = declared(reading.failures ?? [], status, () => json?.value);
  // The types of the operation say which statuses have data, and which; here they are not known.
  return { ok: false, error: { kind: 'http', status, headers, text, data: data as undefined } };
}

/** What stands at the most particular key for a status. */
function declared<Value>(keys: readonly string[], status: number, at: (key: string) => Value): Value | undefined {
  const text = String(status);
  const key = [text, `${text[0]}XX`, 'default'].find((candidate) => keys.includes(candidate));
  return key === undefined ? undefined : at(key);
}

/** What holds for a status that is not declared: what holds for all others, if that is one thing. */
function sole(kinds: readonly AnswerKind[]): AnswerKind | undefined {
  return kinds.every((kind) => kind === kinds[0]) ? kinds[0] : undefined;
}

function parseJson(type: string, text: string): { readonly value: unknown } | undefined {
  if (!/[/+]json$/.test(type)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
