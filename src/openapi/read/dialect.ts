import type { JsonObject } from '../../codec/json-value.ts';

/** The families of documents that are read alike; 3.2 adds nothing to 3.1 that is read here. */
export type Dialect = '2.0' | '3.0' | '3.1';

/** The version that a document says it has: `3.0` for `openapi: 3.0.4`; `undefined` where it says none that is known. */
export function dialectOf(document: JsonObject): Dialect | undefined {
  const { openapi, swagger } = document;
  if (typeof openapi === 'string') {
    if (/^3\.0(?:\.|$)/.test(openapi)) return '3.0';
    return /^3\.[12](?:\.|$)/.test(openapi) ? '3.1' : undefined;
  }
  // YAML authors write `swagger: 2.0` without quotes.
  return swagger === '2.0' || swagger === 2 ? '2.0' : undefined;
}

/** Whether a document is meant to be one, whatever its version. */
export const isDescription = (document: JsonObject): boolean =>
  Object.hasOwn(document, 'openapi') || Object.hasOwn(document, 'swagger');
