import { type Input, type OperationWriting, writeRequest } from './paramap-request.ts';

/** How to reach the API. */
export interface ClientOptions {
  /** Where the API is mounted: `https://api.example/v1`. */
  readonly baseUrl: string;
  /** Sends the requests. @default the platform's own `fetch` */
  readonly fetch?: typeof globalThis.fetch;
  /** Sent with every request, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What one call can be told beside its input. */
export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the call early: `AbortSignal.timeout(5000)`. */
  readonly signal?: AbortSignal;
}

/** What every call gives; no call throws. */
export type Answer<Data> =
  | { readonly ok: true; readonly data: Data; readonly status: number; readonly headers: Headers }
  | { readonly ok: false; readonly error: CallError };

/**
 * Why a call has no data: the API told what is wrong (`problem`), answered with another error (`http`), could not be
 * reached or not be asked (`network`), or succeeded with something that is not the declared JSON (`decode`).
 */
export type CallError =
  | { readonly kind: 'problem'; readonly status: number; readonly headers: Headers; readonly problem: Problem }
  | { readonly kind: 'http'; readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly kind: 'network'; readonly cause: unknown }
  | { readonly kind: 'decode'; readonly status: number; readonly headers: Headers; readonly text: string };

/** An error answer by RFC 9457; all members are the API's own words and may be absent. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly instance?: string;
  /** Every fault of the request, all at once. */
  readonly errors?: readonly {
    readonly in?: string;
    readonly name?: string;
    readonly pointer?: string;
    readonly code?: string;
    readonly detail?: string;
    readonly suggestion?: string;
  }[];
  readonly [member: string]: unknown;
}

export type Caller = <Data>(writing: OperationWriting, input?: object, options?: CallOptions) => Promise<Answer<Data>>;

/** Makes the one function that all operations of a client go through. */
export function createCaller(client: ClientOptions): Caller {
  return async <Data>(
    writing: OperationWriting,
    input: object = {},
    options: CallOptions = {},
  ): Promise<Answer<Data>> => {
    let response: Response;
    let text: string;
    try {
      const request = writeRequest(writing, input as Input);
      const headers = new Headers({ accept: 'application/json', ...client.headers, ...options.headers });
      for (const [name, value] of request.headers) headers.set(name, value);
      response = await (client.fetch ?? globalThis.fetch)(client.baseUrl.replace(/\/+$/, '') + request.path, {
        method: writing.method,
        headers,
        ...(request.body !== undefined && { body: request.body }),
        ...(options.signal && { signal: options.signal }),
      });
      text = await response.text();
    } catch (cause) {
      return { ok: false, error: { kind: 'network', cause } };
    }
    return readAnswer<Data>(writing, response, text);
  };
}

function readAnswer<Data>({ answer }: OperationWriting, response: Response, text: string): Answer<Data> {
  const { status, headers } = response;
  const type = headers.get('content-type') ?? '';
  const json = /^(application\/json|[^;]*\+json)\s*(;|$)/i.test(type) ? parse(text) : undefined;
  if (!response.ok) {
    const isProblem =
      /^application\/problem\+json\s*(;|$)/i.test(type) && typeof json?.value === 'object' && json.value !== null;
    return isProblem
      ? { ok: false, error: { kind: 'problem', status, headers, problem: json.value as Problem } }
      : { ok: false, error: { kind: 'http', status, headers, text } };
  }
  const done = (data: unknown): Answer<Data> => ({ ok: true, data: data as Data, status, headers });
  if (answer === 'none' || (text === '' && answer !== 'json')) return done(undefined);
  if (json !== undefined) return done(json.value);
  return answer === 'any' ? done(text) : { ok: false, error: { kind: 'decode', status, headers, text } };
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
