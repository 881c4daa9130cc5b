/*
 * Runs in the page, bundled with generated clients: makes calls that the test wrote as JSON, and tells as JSON what
 * each gave.
 */

/** A call of a generated client. */
export interface PageCall {
  /** `createUsersClient`. */
  readonly factory: string;
  readonly operation: string;
  /** The input as JSON text, so that long integers arrive whole. */
  readonly input: string;
  /** How the body is made of what stands in `input`. */
  readonly writing: 'multipart' | 'bytes' | undefined;
  /** Asks for the stream of an operation that has an answer without one too. */
  readonly streamed?: boolean;
  readonly options: PageOptions;
}

export interface PageOptions {
  readonly baseUrl: string;
  readonly credentials?: 'include' | 'same-origin' | 'omit';
  readonly timeoutMs?: number;
  /** After how long the program no longer wants the call. */
  readonly abortAfterMs?: number;
  /** Put into the query of each request, beside what the client writes. */
  readonly moreQuery?: string;
}

/** What a call gave. */
export interface Told {
  readonly ok: boolean;
  readonly kind?: string;
  readonly status?: number;
  readonly code?: string;
  readonly text?: string;
  readonly errors?: readonly { readonly in: string; readonly name: string; readonly code: string }[];
  /** The items of a stream as a list. */
  readonly data?: unknown;
}

type Factory = (options: object) => Record<string, Call & { readonly stream?: Call }>;
type Call = (input: unknown, options: object) => Promise<Given>;
type Given =
  | { readonly ok: true; readonly status: number; readonly data: unknown }
  | { readonly ok: false; readonly error: Failure };
interface Failure {
  readonly kind: string;
  readonly status?: number;
  readonly text?: string;
  readonly problem?: Pick<Told, 'code' | 'errors'>;
}

/** Makes what the test calls, of the factories of all clients. */
export function tellCalls(factories: Readonly<Record<string, Factory>>): (call: PageCall) => Promise<Told> {
  return async ({ factory, operation, input, writing, streamed, options }) => {
    const { baseUrl, credentials, moreQuery, timeoutMs, abortAfterMs } = options;
    const client = factories[factory]?.({
      baseUrl,
      fetchOptions: { credentials },
      beforeRequest: (request: { url: string }) => {
        if (moreQuery !== undefined) request.url += `${request.url.includes('?') ? '&' : '?'}${moreQuery}`;
      },
    });
    const controller = new AbortController();
    if (abortAfterMs !== undefined) setTimeout(() => controller.abort(), abortAfterMs);
    const made = withBody(JSON.parse(input, wholeInteger), writing);
    const called = streamed === true ? client?.[operation]?.stream : client?.[operation];
    const given = await called?.(made, { timeoutMs, signal: controller.signal });
    if (given === undefined) throw new Error(`there is no ${operation} of ${factory}`);
    return given.ok ? tellData(given) : tellFailure(given.error);
  };
}

async function tellData({ status, data }: { status: number; data: unknown }): Promise<Told> {
  if (typeof data !== 'object' || data === null || !(Symbol.asyncIterator in data)) return { ok: true, status, data };
  const items: unknown[] = [];
  for await (const item of data as AsyncIterable<unknown>) items.push(item);
  return { ok: true, status, data: items };
}

function tellFailure({ kind, status, text, problem }: Failure): Told {
  const told = { ok: false, kind, ...(status !== undefined && { status }), ...(text !== undefined && { text }) };
  return { ...told, ...(problem && { code: problem.code ?? '', errors: problem.errors ?? [] }) };
}

function wholeInteger(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isRounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isRounded && context?.source !== undefined ? BigInt(context.source) : value;
}

/** Files of an example are told by name and media type alone. */
function withBody(input: { readonly body?: object }, writing: PageCall['writing']): object {
  if (writing === undefined || input.body === undefined) return input;
  if (writing === 'bytes') return { ...input, body: new Blob([String(input.body)]) };
  const members = Object.entries(input.body).map(([name, member]) => [
    name,
    Array.isArray(member) ? member.map(fileOf) : fileOf(member),
  ]);
  return { ...input, body: Object.fromEntries(members) };
}

function fileOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('fileName' in value)) return value;
  const type = 'mediaType' in value ? String(value.mediaType) : '';
  return new File(['content'], String(value.fileName), { type });
}
