import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Incoming } from '../../src/pipeline/request.ts';

/** One entry of an operation's `examples`, as authored. */
export interface AuthoredExample {
  readonly request: {
    readonly route: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly cookies?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly sends?: {
    readonly route: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  /** Violation codes by place: `query.age`, `body.lines/0/sku`. */
  readonly problem?: Readonly<Record<string, string>>;
}

/** An example with where it stands: `users.contract.json findUsers 1`. */
export interface PlacedExample {
  readonly name: string;
  readonly operation: string;
  readonly example: AuthoredExample;
}

/** The folder of the example contracts. */
export const examplesFolder = join(import.meta.dirname, '../../schemas/examples');

interface AuthoredContract {
  readonly operations: Readonly<Record<string, { readonly examples?: readonly AuthoredExample[] }>>;
}

/** Every example of every example contract, in the order of the files. */
export function everyExample(): readonly PlacedExample[] {
  const files = readdirSync(examplesFolder).filter((file) => file.endsWith('.contract.json'));
  return files.sort().flatMap((file) => {
    const contract: AuthoredContract = JSON.parse(readFileSync(join(examplesFolder, file), 'utf8'));
    return Object.entries(contract.operations).flatMap(([operation, { examples = [] }]) =>
      examples.map((example, index) => ({ name: `${file} ${operation} ${index + 1}`, operation, example })),
    );
  });
}

/** Method and URL of `GET /users?userName=ada`. */
export function splitRoute(route: string): { readonly method: string; readonly url: string } {
  const [method = '', url = ''] = route.split(' ', 2);
  return { method, url };
}

/** The request of an example as it would come over the wire. */
export function incomingOf({ request }: AuthoredExample): Incoming {
  const rawHeaders = Object.entries(headersOf(request)).flat();
  const body = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
  return {
    ...splitRoute(request.route),
    rawHeaders,
    body: body === undefined ? undefined : { kind: 'bytes', bytes: body },
    context: undefined,
  };
}

/** The header fields of an example's request, cookies and content type among them. */
export function headersOf(request: AuthoredExample['request']): Record<string, string> {
  const cookies = Object.entries(request.cookies ?? {}).map(([name, value]) => `${name}=${value}`);
  return {
    ...request.headers,
    ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

/** The key under which an example's `problem` lists a violation. */
export function placeOf(violation: { readonly in: string; readonly pointer: string }): string {
  return `${violation.in}.${decodeURIComponent(violation.pointer.replace(/^#\//, ''))}`;
}
