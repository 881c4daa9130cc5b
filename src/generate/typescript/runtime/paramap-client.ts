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
export { readJson, readNone } from './paramap-read.ts';

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

/** Makes the attempts of a call, one or more, and gives the result of the last. */
export type RetryPolicy = (call: RetriedCall) => Promise<Result<Success<unknown>>>;

/** A call that may be attempted several times. */
export interface RetriedCall {
  /** Makes an attempt: 1 is the first. */
  attempt(count: number): Promise<Result<Success<unknown>>>;
  readonly definition: Definition;
  readonly input: Input;
  readonly written: WrittenRequest;
  /** How long the call is wanted. */
  readonly deadline: Deadline;
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
  const bindAll = (unbound: object): object =>
    Object.fromEntries(Object.entries(unbound).map(([name, member]) => [name, bindOne(member)]));
  const bindOne = (unbound: unknown): unknown =>
    typeof unbound === 'function'
      ? Object.assign((...args: unknown[]): unknown => unbound(client, ...args), bindAll(unbound))
      : unbound;
  return bindAll(operations) as Client;
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
  const attempt = (count: number): ReturnType<typeof call> => attemptOnce(calling, { written, count, deadline });
  const retry = options.retry ?? client.retry;
  const result = await (retry ? retry({ attempt, definition, input, written, deadline }) : attempt(1));
  deadline.close(result.ok && isOpen(result.data));
  return result;
}

async function attemptOnce(
  { client, definition, options }: Calling,
  { written, count, deadline }: { written: WrittenRequest; count: number; deadline: Deadline },
): Promise<Result<Success<unknown>>> {
  try {
    deadline.signal.throwIfAborted();
    const own = typeof client.headers === 'function' ? await client.headers() : client.headers;
    const headers = new Headers({ accept: definition.accept ?? '*/*', ...own, ...options.headers });
    for (const [name, value] of written.headers) headers.set(name, value);
    const { method, name } = definition;
    const url = client.baseUrl.replace(/\/+$/, '') + written.path;
    const request: OutgoingRequest = { operation: name, attempt: count, method, url, headers, body: written.body };
    await client.beforeRequest?.(request);
    const { signal } = deadline;
    // A body that is a stream asks for `duplex`, which harms no other.
    const init: RequestInit & { duplex: 'half' } = { ...client.fetchOptions, method, headers, signal, duplex: 'half' };
    if (written.body !== undefined) init.body = written.body;
    const response = await (client.fetch ?? globalThis.fetch)(request.url, init);
    await client.afterResponse?.(response, request);
    return await readAnswer(definition, response, (cause) => new ApiError(name, deadline.errorOf(cause)));
  } catch (cause) {
    return { ok: false, error: cause instanceof ApiError ? cause.error : deadline.errorOf(cause) };
  }
}

function unsendable(fault: unknown): CallError {
  const at = fault instanceof UnsendableError ? fault.at : { in: 'body' as const, name: '' };
  const detail = String(fault instanceof Error ? fault.message : fault);
  const errors = [{ in: at.in, name: at.name, pointer: at.name && `#/${at.name}`, code: 'unsendable', detail }];
  const problem = { status: 400, code: 'invalid-request', detail, errors };
  return { kind: 'problem', status: 400, headers: new Headers(), problem };
}
