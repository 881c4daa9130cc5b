import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Example } from '../../contract/example.ts';
import { textsByName } from '../../contract/example-fields.ts';
import type { Outgoing } from '../../pipeline/request.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Accepted } from '../cover/mapping-coverage.ts';
import type { ExampleApi } from '../example-api.ts';
import { contentOf } from '../example-request.ts';
import { sendExample } from '../run-request.ts';

/** What became of a request. */
export type TriedRequest =
  | {
      readonly kind: 'sent';
      readonly request: JsonObject;
      readonly outgoing: Outgoing;
      /** For the coverage. */
      readonly accepted: Accepted;
    }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** Another operation has its route. */
  | { readonly kind: 'elsewhere'; readonly name: string };

/** Runs a request, written as examples write it, through the stages. */
export function tryRequest({ api }: ExampleApi, operation: Operation, request: JsonObject): TriedRequest {
  const example = writtenExample(operation, request);
  const match = api.match(example.request.method, example.request.url);
  if (match.kind !== 'operation') return { kind: 'elsewhere', name: 'no operation' };
  if (match.operation.operation !== operation) return { kind: 'elsewhere', name: match.operation.operation.name };
  const { outcome, seen } = sendExample(example, match.operation, match.pathValues);
  if (!outcome.ok) return { kind: 'refused', problem: outcome.problem };
  const { values, placed, uses = [] } = seen;
  if (values === undefined || placed === undefined) throw new Error('a request was sent without having been mapped');
  const accepted = { values, placed, content: contentOf(example, operation.body), uses };
  return { kind: 'sent', request, outgoing: outcome.value, accepted };
}

/** A request, written as examples write it, as an example of which nothing is expected. */
export function writtenExample(
  { file }: Operation,
  { route, headers, cookies, body, context, credential }: JsonObject,
): Example {
  const [method = '', url = ''] = String(route).split(' ', 2);
  const given = context !== undefined && isObject(context) ? context : undefined;
  const claims = credential !== undefined && isObject(credential) ? credential : undefined;
  const fields = (written: JsonValue | undefined) => textsByName(written);
  return {
    origin: { file, pointer: '' },
    summary: undefined,
    request: {
      method,
      url,
      headers: fields(headers),
      cookies: fields(cookies),
      body,
      context: given,
      credential: claims,
    },
    outcome: { kind: 'unasked' },
    reply: undefined,
  };
}
