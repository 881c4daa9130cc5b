import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { ExampleApi } from '../../example/example-api.ts';
import { tryRequest } from '../../example/draft/try-request.ts';
import type { Outgoing } from '../../pipeline/request.ts';
import type { OutgoingFault } from '../backend/outgoing-fault.ts';
import { type RequestValues, writeRequest } from '../search/arbitrary-request.ts';
import type { Question } from './question.ts';

/** A request that the contract accepts, and that the backend would refuse. */
export interface Counterexample {
  /** As examples write it: `{ "route": "GET /users?age=7" }`. */
  readonly request: JsonObject;
  readonly outgoing: Outgoing;
  readonly faults: readonly OutgoingFault[];
}

/** What a request shows. */
export type Probe =
  | { readonly kind: 'refused' }
  | { readonly kind: 'taken'; readonly counterexample: Counterexample }
  | { readonly kind: 'broken'; readonly counterexample: Counterexample };

/** Sends a request through the real pipeline, and shows the backend what comes out. */
export type ProbeRequest = (values: RequestValues) => Probe;

/** What requests are tried with. */
export interface ProbeSite {
  readonly api: ExampleApi;
  /** As the api has it, with a mask for each secret. */
  readonly operation: Operation;
  readonly judge: (sent: Outgoing) => readonly OutgoingFault[];
}

/** Compiles the trial of requests; what only a secret is to blame for is nobody's request. */
export function compileProbe({ api, operation, judge }: ProbeSite): ProbeRequest {
  const secrets = new Set(
    operation.upstream.slots.flatMap(({ in: location, name, source }) =>
      source.kind === 'added' && source.value.kind === 'secret' ? [`${location} ${name.toLowerCase()}`] : [],
    ),
  );
  return (values) => {
    const request = writeRequest(operation, values);
    if (request === undefined) return { kind: 'refused' };
    const tried = tryRequest(api, operation, request);
    if (tried.kind !== 'sent') return { kind: 'refused' };
    const faults = judge(tried.outgoing).filter((fault) => !secrets.has(`${fault.in} ${fault.name.toLowerCase()}`));
    const counterexample = { request, outgoing: tried.outgoing, faults };
    return { kind: faults.length === 0 ? 'taken' : 'broken', counterexample };
  };
}

/** How much there is to read of a request. */
export const sizeOf = ({ request }: Counterexample): number => JSON.stringify(request satisfies JsonValue).length;

/** Whether a request shows what was asked: of the same place, and of a body of the same content. */
export const isAbout = (counterexample: Counterexample, question: Question): boolean =>
  isOfContent(counterexample, question) &&
  counterexample.faults.some(
    (fault) =>
      fault.in === question.in &&
      fault.name.toLowerCase() === question.name.toLowerCase() &&
      (fault.keyword === 'required' || !asksForPresence(question)),
  );

/** A value that is there and does not fit shows nothing of requests without it. */
const asksForPresence = ({ asks }: Question): boolean => asks.kind === 'broken' && asks.keyword === 'required';

/** Of several contents that callers may send, each is asked about by itself. */
function isOfContent({ request: { headers, body } }: Counterexample, { image }: Question): boolean {
  const content = image === undefined || 'slot' in image ? undefined : image.content;
  if (content === undefined || body === undefined || headers === undefined || !isObject(headers)) return true;
  return headers['Content-Type'] === content.mediaType;
}
