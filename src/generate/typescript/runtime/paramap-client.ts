import { ApiError, type CallError, type Result, type Success } from './paramap-answer.ts';
import { type Deadline, openDeadline } from './paramap-deadline.ts';
import { type AnswerReading, isOpen, readAnswer } from './paramap-read.ts';
import {
  type Input,
  type RequestWriting,
  UnsendableError,
  type WrittenRequest,
  writeRequest,
} from './paramap-request.ts';

export type { Fault, HttpError, Problem, ProblemCode, Result, Success } from './paramap-answer.ts';
export { ApiError } from './paramap-answer.ts';

/** How to reach the API, and what holds for all calls. */
export interface ClientOptions {
  /** Where the API is mounted: `https://api.example/v1`. */
  readonly baseUrl: string;
  /** Sends the requests. @default the platform's own `fetch` */
  readonly fetch?: typeof globalThis.fetch;
  /** What `fetch` is given beside the request: `{ credentials: 'include' }`. */
  readonly fetchOptions?: Omit<RequestInit, 'method' | 'headers' | 'body' | 'signal'>;
  /** Sent with every request, such as `authorization`; a function is asked before each attempt, so that a token may be renewed. */
  readonly headers?: HeaderFields | (() => HeaderFields | Promise<HeaderFields>);
  /** How long a call may take in milliseconds, its repeats included; a stream, until it begins. @default without end */
  readonly timeoutMs?: number;
  /** Whether a call that failed is repeated, and when: `retries()`. @default never */
  readonly retry?: RetryPolicy;
  /** Called before each attempt; what it changes in `url` and `headers` is sent. */
  readonly beforeRequest?: (request: OutgoingRequest) => unknown;
  /** Called with each answer, before its content is read. */
  readonly afterResponse?: (response: Response, request: OutgoingRequest) => unknown;
}

export type HeaderFields = Readonly<Record<string, string>>;

/** What one call can be told beside its input; it goes before what the client is told. */
export interface CallOptions extends Pick<ClientOptions, 'timeoutMs' | 'retry'> {
  readonly headers?: HeaderFields;
  /** Ends the call early, or the stream that it gave. */
  readonly signal?: AbortSignal;
}

/** A request on its way out. */
export interface OutgoingRequest {
  readonly operation: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly method: string;
  url: string;
  readonly headers: Headers;
  readonly body: RequestInit['body'];
}

/** Gives how many milliseconds to wait before the next attempt, or `undefined` where the error is to be kept. */
export type RetryPolicy = (failed: FailedAttempt) => number | undefined;

export interface FailedAttempt {
  readonly error: CallError;
  /** 1 for the first. */
  readonly attempt: number;
  /** Whether a repeat does no harm: by the method, or because the input holds an idempotency key. */
  readonly idempotent: boolean;
}

/** The arguments of a call whose input is needed. */
export type Needs<Given> = [input: Given, options?: CallOptions];
/** The arguments of a call whose input may be left out. */
export type Takes<Given> = [input?: Given, options?: CallOptions];
/** What `data` is when a call succeeds. */
export type DataOf<Given> = Extract<Given, { readonly ok: true }> extends Success<infer Data> ? Data : never;

/** An operation of a client. */
export interface Call<Args extends unknown[], Given> {
  (...args: Args): Promise<Given>;
  /** Gives the data, or throws an `ApiError`. */
  readonly orThrow: (...args: Args) => Promise<DataOf<Given>>;
}

/** An operation that belongs to no client: it is told with each call where the API is. */
export interface Operation<Args extends unknown[], Given> extends Call<[client: ClientOptions, ...args: Args], Given> {
  readonly definition: Definition;
}

/** An operation as data; nothing here is for callers. */
export interface Definition extends RequestWriting, AnswerReading {
  readonly name: string;
  /** What is asked for: media types. */
  readonly accept?: string;
  /** The input's member that makes a repeat harmless. */
  readonly key?: string;
  /** Finds what the API would refuse. */
  readonly validate?: (written: WrittenRequest, input: Input) => CallError | undefined;
}

/** Makes an operation of its definition. */
export function operation<Args extends unknown[], Given>(definition: Definition): Operation<Args, Given>;
export function operation(definition: Definition): object {
  const run = (client: ClientOptions, input?: Input, options?: CallOptions): Promise<Result<Success<unknown>>> =>
    call({ client, definition, input: input ?? {}, options: options ?? {} });
  const orThrow = async (client: ClientOptions, input?: Input, options?: CallOptions): Promise<unknown> => {
    const result = await run(client, input, options);
    if (result.ok) return result.data;
    throw new ApiError(definition.name, result.error);
  };
  return Object.assign(run, { orThrow, definition });
}

/** Makes a client of operations: each is told once where the API is. */
export function bind<Client>(client: ClientOptions, operations: { readonly [Name in keyof Client]: object }): Client {
  const bindOne = (unbound: unknown): unknown => {
    if (typeof unbound !== 'function') return unbound;
    const members = Object.entries(unbound).map(([name, member]) => [name, bindOne(member)]);
    return Object.assign((...args: unknown[]): unknown => unbound(client, ...args), Object.fromEntries(members));
  };
  return Object.fromEntries(Object.entries(operations).map(([name, unbound]) => [name, bindOne(unbound)])) as Client;
}

interface Calling {
  readonly client: ClientOptions;
  readonly definition: Definition;
  readonly input: Input;
  readonly options: CallOptions;
}

async function call(calling: Calling): Promise<Result<Success<unknown>>> {
  const { client, definition, input, options } = calling;
  let written: WrittenRequest;
  try {
    written = writeRequest(definition, input);
  } catch (fault) {
    return { ok: false, error: unsendable(fault) };
  }
  const refused = definition.validate?.(written, input);
  if (refused !== undefined) return { ok: false, error: refused };
  const deadline = openDeadline(options.timeoutMs ?? client.timeoutMs, options.signal);
  const retry = options.retry ?? client.retry;
  const idempotent =
    !/^(POST|PATCH)$/.test(definition.method) || (definition.key !== undefined && input[definition.key] !== undefined);
  for (let attempt = 1; ; attempt += 1) {
    const result = await attemptOnce(calling, { written, attempt, deadline });
    const isOnce = result.ok || written.body instanceof ReadableStream;
    const waitMs = isOnce ? undefined : retry?.({ error: result.error, attempt, idempotent });
    if (waitMs === undefined || waitMs >= deadline.leftMs()) {
      deadline.close(result.ok && isOpen(result.data));
      return result;
    }
    await deadline.wait(waitMs);
  }
}

async function attemptOnce(
  { client, definition, options }: Calling,
  { written, attempt, deadline }: { written: WrittenRequest; attempt: number; deadline: Deadline },
): Promise<Result<Success<unknown>>> {
  try {
    deadline.signal.throwIfAborted();
    const own = typeof client.headers === 'function' ? await client.headers() : client.headers;
    const headers = new Headers({ accept: definition.accept ?? '*/*', ...own, ...options.headers });
    for (const [name, value] of written.headers) headers.set(name, value);
    const { method, name } = definition;
    const url = client.baseUrl.replace(/\/+$/, '') + written.path;
    const request: OutgoingRequest = { operation: name, attempt, method, url, headers, body: written.body };
    await client.beforeRequest?.(request);
    const init: RequestInit & { duplex?: 'half' } = {
      ...client.fetchOptions,
      method,
      headers,
      signal: deadline.signal,
    };
    if (written.body !== undefined) init.body = written.body;
    if (written.body instanceof ReadableStream) init.duplex = 'half';
    const response = await (client.fetch ?? globalThis.fetch)(request.url, init);
    await client.afterResponse?.(response, request);
    return await readAnswer(definition, response, (cause) => new ApiError(name, deadline.errorOf(cause)));
  } catch (cause) {
    return { ok: false, error: cause instanceof ApiError ? cause.error : deadline.errorOf(cause) };
  }
}

function unsendable(fault: unknown): CallError {
  const at = fault instanceof UnsendableError ? fault : { in: 'body' as const, field: '' };
  const detail = fault instanceof Error ? fault.message : String(fault);
  const errors = [{ in: at.in, name: at.field, pointer: at.field && `#/${at.field}`, code: 'unsendable', detail }];
  return {
    kind: 'problem',
    status: 400,
    headers: new Headers(),
    problem: { status: 400, code: 'invalid-request', detail, errors },
  };
}
