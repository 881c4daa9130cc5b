import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** What the demo backend demands of one route; every schema is a JSON Schema over what arrives, names and types exact. */
export interface BackendRoute {
  readonly method: string;
  /** Matched against the whole path; named groups are handed to `answer`. */
  readonly path: RegExp;
  /** Over the query as an object of texts; a repeated name is a list. */
  readonly query: object;
  /** Over the headers, names in lower case. */
  readonly headers: object;
  /** Over the parsed JSON body; absent where the route takes no body. */
  readonly body?: object;
  /** Status and body of the answer to a request that keeps the contract. */
  readonly answer: (arrived: Arrived) => { readonly status: number; readonly body: unknown };
}

/** A request as the backend understands it. */
export interface Arrived {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** An object schema that knows these members and no others; all are required but those named in `optional`. */
export function exactly(properties: Record<string, object>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

/** An object schema over headers: these are demanded, others may come along. */
export function withHeaders(properties: Record<string, object>, optional: readonly string[] = []): object {
  return { ...exactly(properties, optional), additionalProperties: true };
}

/** The schema of a text that matches the pattern as a whole. */
export function text(pattern: string): object {
  return { type: 'string', pattern: `^(?:${pattern})$` };
}

/**
 * Compiles what a route demands into one function: `undefined` when the request keeps the contract, otherwise the
 * first fault in words that a program's crash report would use.
 */
export function compileDemands(route: BackendRoute): (arrived: Arrived) => string | undefined {
  const ajv = new Ajv2020({ strict: false, allowUnionTypes: true });
  const parts: [keyof Arrived, ValidateFunction][] = [
    ['query', ajv.compile(route.query)],
    ['headers', ajv.compile(route.headers)],
    ['body', ajv.compile(route.body ?? { const: null })],
  ];
  return (arrived) => {
    for (const [name, validate] of parts) {
      if (validate(arrived[name] ?? null)) continue;
      const fault = validate.errors?.[0];
      return `${name}${fault?.instancePath ?? ''} ${fault?.message ?? ''}`;
    }
    return undefined;
  };
}
