import type { ApiError, Problem, Result, Success } from './paramap-answer.ts';

/** How answers are read; nothing here is for callers. */

/** What is declared of an operation's answers. */
export interface AnswerReading {
  /** The readers of successes, by status: `200`, `2XX` or `default`. */
  readonly answers: Readonly<Record<string, AnswerReader>>;
  /** The error statuses for which JSON is declared. */
  readonly failures?: readonly string[];
}

/** Reads the content of a success; `type` is its media type. Gives the text of what is not what is declared. */
export type AnswerReader = (response: Response, type: string, fail: Fail) => Content | Promise<Content>;
export type Content = { readonly data: unknown } | { readonly text: string };

/** Makes the error of something that failed while a call was under way. */
export type Fail = (cause: unknown) => ApiError;

type Read = Result<Success<unknown>>;

/** Reads an answer. Fails: throws what the platform does when the connection breaks. */
export async function readAnswer(reading: AnswerReading, response: Response, fail: Fail): Promise<Read> {
  const { status, headers, ok } = response;
  const type = (headers.get('content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase();
  if (ok) {
    const read = reading.answers[keyOf(status, Object.keys(reading.answers)) ?? ''];
    const content = read ? await read(response, type, fail) : { text: await response.text() };
    return 'data' in content
      ? { ok, data: content.data, status, headers }
      : { ok: false, error: { kind: 'decode', status, headers, text: content.text } };
  }
  const text = await response.text();
  const json = parseJson(type, text);
  const data: unknown = 'data' in json ? json.data : undefined;
  const told = { status, headers, text, data: keyOf(status, reading.failures ?? []) && data };
  // Every member of a problem may be absent; which statuses have which data, the types of the operation know.
  return type === 'application/problem+json' && typeof data === 'object' && data
    ? { ok, error: { kind: 'problem', status, headers, problem: data as Problem } }
    : { ok, error: { kind: 'http', ...(told as typeof told & { data: undefined }) } };
}

/** Reads JSON. */
export const readJson: AnswerReader = async (response, type) => parseJson(type, await response.text());

/** Reads over what has no content. */
export const readNone: AnswerReader = async (response) => ({ data: void (await response.text()) });

/** Whether data is still on its way when the call has given it. */
export function isOpen(data: unknown): boolean {
  return typeof data === 'object' && data !== null && (Symbol.asyncIterator in data || data instanceof Response);
}

/** The most particular key for a status. */
function keyOf(status: number, keys: readonly string[]): string | undefined {
  return [`${status}`, `${Math.floor(status / 100)}XX`, 'default'].find((key) => keys.includes(key));
}

/** The value of a text that is JSON by its type. */
export function parseJson(type: string, text: string): Content {
  try {
    return /[/+]json$/.test(type) ? { data: JSON.parse(text) } : { text };
  } catch {
    return { text };
  }
}
