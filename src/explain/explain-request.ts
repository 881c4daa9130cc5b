import { randomUUID } from 'node:crypto';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import type { BodyContent } from '../contract/body-declaration.ts';
import type { Contract, Operation } from '../contract/contract.ts';
import type { Place } from '../contract/place.ts';
import { type TextLocation, textLocations } from '../http/location.ts';
import { bodyTooLarge, headersTooLarge, methodNotAllowed, urlTooLong } from '../problem/edge-problem.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { LineageRow } from '../lineage/lineage.ts';
import { requestLineage } from '../lineage/request-lineage.ts';
import { type CompiledOperation, compileApi, type Match } from '../pipeline/pipeline.ts';
import { compileAdmit } from '../pipeline/read/admit.ts';
import type { Incoming, Outgoing, PlacedValues, TypedValues } from '../pipeline/request.ts';
import { isUndecoded, withoutUndecoded } from '../pipeline/undecoded.ts';
import { createProblem, formatProblem, type Problem } from '../problem/problem.ts';
import { compileWithout } from '../pipeline/without-credentials.ts';
import { asksOf, type Asks } from './asks.ts';
import { compileMaskedRequest } from './masked-request.ts';
import { maskValue } from './masked-values.ts';

/** What of the options counts here. */
export type ExplainOptions = Pick<ResolvedOptions, 'limits' | 'name' | 'problemTypeBase'>;

/** What each stage made of a request; sensitive values and secrets are masked. Stages that were not reached are absent. */
export interface Explanation {
  readonly operation?: { readonly name: string; readonly route: string; readonly contract: string };
  /** What callers of it are asked for, and how often they may call; absent where that is nothing. */
  readonly asks?: Asks;
  /** The typed values by location, as far as they are declared and could be decoded. */
  readonly decoded?: DecodedValues;
  /** The values in the upstream's terms, before they are written as text. */
  readonly mapped?: MappedValues;
  readonly outgoing?: Outgoing & { readonly upstream: string };
  /** Of what each outgoing value is made. */
  readonly lineage?: readonly LineageRow[];
  /** As the caller gets it. */
  readonly problem?: { readonly status: number; readonly body: unknown };
  /** Every declared route, where none matched. */
  readonly routes?: readonly string[];
}

/** The caller's values with masks; the body where there is one. */
export type DecodedValues = Readonly<Record<TextLocation, JsonObject>> & { readonly body?: JsonValue };

/** The upstream's values with masks; the body where it is made anew, or goes on as it came. */
export interface MappedValues {
  readonly slots: readonly MappedSlot[];
  readonly body?: JsonValue;
}

/** A value outside the body, by the upstream's name. */
export interface MappedSlot {
  readonly in: TextLocation;
  readonly name: string;
  readonly value: JsonValue;
}

/** Runs one request through the stages that serve requests, and sends nothing. */
export function explainRequest(
  contracts: readonly Contract[],
  options: ExplainOptions,
  incoming: Incoming,
): Explanation {
  const told: Told = (problem) => ({ problem: asAnswer(problem, options) });
  const match = compileApi(contracts, options.limits).match(incoming.method, incoming.url);
  if (match.kind === 'none') {
    return {
      ...told(createProblem('no-such-route', { detail: 'No operation has this path' })),
      routes: routesOf(contracts),
    };
  }
  if (match.kind === 'method') {
    return told(methodNotAllowed(incoming.method, match.allow));
  }
  const { name, method, template, file, security } = match.operation.operation;
  const asks = asksOf(match.operation.operation);
  const operation = { operation: { name, route: `${method} ${template}`, contract: file }, ...(asks && { asks }) };
  const early = judgeSize(incoming, match.operation, options);
  if (early !== undefined) return { ...operation, ...told(early) };
  const admitted = { ...incoming, ...compileWithout(security?.taken ?? [])(incoming) };
  return { ...operation, ...explainStages(match, admitted, told) };
}

type FoundOperation = Extract<Match, { kind: 'operation' }>;
type Told = (problem: Problem) => Pick<Explanation, 'problem'>;

/** Runs the stages, and says what each made. */
function explainStages(
  { operation: compiled, pathValues }: FoundOperation,
  incoming: Incoming,
  told: Told,
): Explanation {
  const { operation } = compiled;
  const seen: { values?: TypedValues; placed?: PlacedValues } = {};
  const outcome = compiled.run(incoming, pathValues, {
    decoded: (values) => {
      seen.values = values;
    },
    mapped: (placed) => {
      seen.placed = placed;
    },
  });
  const { values, placed } = seen;
  const decoded = values === undefined ? {} : { decoded: shownValues(operation, values) };
  if (!outcome.ok || values === undefined || placed === undefined) {
    return { ...decoded, ...(outcome.ok ? {} : told(outcome.problem)) };
  }
  const shown = compileMaskedRequest(operation)({ incoming, pathValues, values, placed });
  const outgoing = { ...shown.outgoing, upstream: operation.upstream.name };
  const admission = compileAdmit(operation)(incoming.rawHeaders, values.body !== undefined);
  const content = admission.ok ? admission.admitted?.content : undefined;
  const traced = { values, content, placed, shown: shown.placed, incoming, outgoing };
  const lineage = requestLineage(operation, traced);
  return { ...decoded, mapped: shownSlots(operation, shown.placed), outgoing, lineage };
}

/** What the middleware judges before the stages run. */
function judgeSize(incoming: Incoming, compiled: CompiledOperation, { limits }: ExplainOptions): Problem | undefined {
  const { url, rawHeaders, body } = incoming;
  if (url.length > limits.urlBytes) {
    return urlTooLong(url.length, limits.urlBytes);
  }
  const size = body?.kind === 'bytes' ? body.bytes.length : 0;
  const tooLarge = size > limits.bodyBytes ? bodyTooLarge(limits.bodyBytes) : undefined;
  return headersTooLarge(rawHeaders, limits) ?? compiled.admit(rawHeaders) ?? tooLarge;
}

/** A problem as a caller gets it. */
export function asAnswer(
  problem: Problem,
  { name, problemTypeBase }: ExplainOptions,
): NonNullable<Explanation['problem']> {
  const instance = `urn:uuid:${randomUUID()}`;
  const { status, body } = formatProblem(problem, { instance, name, typeBase: problemTypeBase });
  return { status, body: JSON.parse(body) };
}

function routesOf(contracts: readonly Contract[]): readonly string[] {
  return contracts.flatMap(({ operations }) => operations.map(({ method, template }) => `${method} ${template}`));
}

function shownValues(operation: Operation, values: TypedValues): DecodedValues {
  const group = (location: TextLocation): JsonObject => {
    const places = new Map(operation.parameters[location].parameters.map(({ name, place }) => [name, place]));
    const decoded = Object.entries(values[location]).filter(([, value]) => !isUndecoded(value));
    return Object.fromEntries(decoded.map(([name, value]) => [name, maskAt(value, places.get(name))]));
  };
  const [path, query, header, cookie] = textLocations.map(group);
  const readable = values.body === undefined ? undefined : withoutUndecoded(values.body);
  const body = readable === undefined ? undefined : maskBody(readable, operation.body?.content ?? []);
  return {
    path: path ?? {},
    query: query ?? {},
    header: header ?? {},
    cookie: cookie ?? {},
    ...(body !== undefined && { body }),
  };
}

function maskAt(value: JsonValue, place: Place | undefined): JsonValue {
  return place === undefined ? value : maskValue(value, place);
}

/** Which of several media types a body has makes no difference to what is hidden: any of them hides. */
function maskBody(body: JsonValue, contents: readonly BodyContent[]): JsonValue {
  return contents.reduce((shown, { place }) => maskValue(shown, place), body);
}

function shownSlots(operation: Operation, placed: PlacedValues): MappedValues {
  const slots = operation.upstream.slots.flatMap(({ index, in: location, name }): readonly MappedSlot[] => {
    const value = placed.slots[index];
    return value === undefined ? [] : [{ in: location, name, value }];
  });
  return { slots, ...(placed.body.kind === 'value' && { body: placed.body.value }) };
}
