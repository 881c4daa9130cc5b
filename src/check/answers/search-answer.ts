import type * as FastCheck from 'fast-check';
import type { JsonValue } from '../../codec/json-value.ts';
import type { SchemaSource } from '../../openapi/read/schema-source.ts';
import { isSchema, type PlainSchema } from '../image/plain-schema.ts';
import { arbitraryValue } from '../search/arbitrary-value.ts';
import { textOfPattern } from '../search/arbitrary-request.ts';

/** What answers are sought with. */
export interface AnswerSearch {
  /** What the backend promises. */
  readonly schema: JsonValue;
  readonly source: SchemaSource;
  readonly random: typeof FastCheck;
  readonly runs: number;
  isPromised(value: JsonValue): boolean;
  fits(value: JsonValue): boolean;
}

/** Makes answers at random that a backend promises, the same ones at each check, and shrinks one that does not fit. */
export function searchAnswer(search: AnswerSearch): { readonly tried: number; readonly broken: JsonValue | undefined } {
  const { schema, source, random, runs, isPromised, fits } = search;
  if (!isSchema(schema)) return { tried: 0, broken: undefined };
  const resolve = (reference: string): PlainSchema => {
    const found = source.resolve(reference)?.schema;
    return isSchema(found) ? found : true;
  };
  let tried = 0;
  const holds = (value: JsonValue): boolean => {
    if (!isPromised(value)) return true;
    tried += 1;
    return fits(value);
  };
  const values = arbitraryValue(schema, { random, resolve, textOf: textOfPattern });
  const details = random.check(random.property(values, holds), { numRuns: runs, seed: 7 });
  const [broken] = details.counterexample ?? [];
  return { tried, broken };
}
