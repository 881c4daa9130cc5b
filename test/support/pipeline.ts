import type { NormalizeOptions } from '../../src/contract/normalize.ts';
import { type Api, type ApiLimits, compileApi } from '../../src/pipeline/pipeline.ts';
import type { Incoming, Outcome, Outgoing } from '../../src/pipeline/request.ts';
import { normalize } from './contract.ts';

export const limits: ApiLimits = {
  queryParameters: 256,
  jsonDepth: 64,
  violations: 50,
  decompressedBytes: 4_194_304,
  formFields: 1000,
};

/** Compiles contracts given as objects; they must be free of errors. */
export function apiOf(contracts: readonly object[], options: Partial<NormalizeOptions> = {}, own = limits): Api {
  const { contracts: normalized, findings } = normalize(contracts, options);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`findings: ${JSON.stringify(errors, undefined, 2)}`);
  return compileApi(normalized, own);
}

export interface SentRequest {
  readonly headers?: readonly string[];
  /** JSON text, or bytes. */
  readonly body?: string | Uint8Array;
  readonly parsed?: unknown;
  readonly context?: Incoming['context'];
}

/** Runs one request, `GET /users?x=1`; a body is `application/json` unless headers say otherwise. */
export function send(api: Api, line: string, request: SentRequest = {}): Outcome<Outgoing> {
  const space = line.indexOf(' ');
  const [method, url] = [line.slice(0, space), line.slice(space + 1)];
  const found = api.match(method, url);
  if (found.kind !== 'operation') throw new Error(`no operation for ${line}`);
  const { body, parsed, headers, context } = request;
  const hasBody = body !== undefined || parsed !== undefined;
  return found.operation.run(
    {
      method,
      url,
      rawHeaders: headers ?? (hasBody ? ['Content-Type', 'application/json'] : []),
      body: body === undefined ? parsedBody(parsed) : { kind: 'bytes', bytes: Buffer.from(body) },
      context,
    },
    found.pathValues,
  );
}

const parsedBody = (value: unknown): Incoming['body'] => (value === undefined ? undefined : { kind: 'parsed', value });

/** The outgoing request in short: method, path, headers as lines, body as text. */
export function sent(outcome: Outcome<Outgoing>): { line: string; headers: string[]; body: string | undefined } {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.problem)}`, { cause: outcome.problem.cause });
  const { method, path, headers, body } = outcome.value;
  const lines = headers.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${headers[index + 1]}`] : []));
  return {
    line: `${method} ${path}`,
    headers: lines,
    body: body === undefined ? undefined : typeof body === 'string' ? body : Buffer.from(body).toString(),
  };
}

/** The problem in short: `query.age: type` for each violation, or the code of any other problem. */
export function refused(outcome: Outcome<Outgoing>): string[] {
  if (outcome.ok) throw new Error(`sent: ${JSON.stringify(outcome.value)}`);
  const { code, errors } = outcome.problem;
  if (errors === undefined) return [code];
  return errors.map(({ in: location, pointer, code: violation }) => `${location}${pointer.slice(1)}: ${violation}`);
}
