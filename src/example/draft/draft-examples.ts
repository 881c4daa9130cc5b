// Drafts of missing examples: requests are made from the schemas and run through the stages, and what became of them is
// written down. Each draft shows something that no other example shows, so that a second run drafts nothing.

import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import { isJsonMediaType } from '../../http/media-type.ts';
import { parsePointer } from '../../problem/pointer.ts';
import type { Problem } from '../../problem/problem.ts';
import { violationPlace } from '../compare-problem.ts';
import { coverExamples } from '../cover/cover-examples.ts';
import type { CoverageItem } from '../cover/coverage-item.ts';
import { MappingCoverage } from '../cover/mapping-coverage.ts';
import type { ExampleApi } from '../example-api.ts';
import { type ExampleRun, runExamples } from '../run-example.ts';
import { brokenValues } from './broken-values.ts';
import { type DraftValues, draftRequest, draftValues, type RequestWish } from './draft-request.ts';
import { draftSends } from './draft-sends.ts';
import { type TriedRequest, tryRequest } from './try-request.ts';

/** An example that is not in its contract yet. */
export interface Draft {
  readonly operation: Operation;
  readonly example: JsonObject;
}

/** An operation for which no request was found that it takes. */
export interface DraftGap {
  readonly operation: Operation;
  readonly reason: string;
}

/** Drafts what the examples of operations do not show: accepted requests, and one that is refused. */
export function draftExamples(examples: ExampleApi): { drafts: readonly Draft[]; gaps: readonly DraftGap[] } {
  const drafts: Draft[] = [];
  const gaps: DraftGap[] = [];
  const runs = runExamples(examples);
  for (const { mapping, operation } of coverExamples(examples.api, runs)) {
    const own = runs.filter((run) => run.operation === operation);
    const drafted = draftAccepted(examples, { operation, covered: reachedKeys(mapping) });
    drafts.push(...drafted.examples.map((example) => ({ operation, example })));
    if (drafted.values === undefined) {
      if (own.length === 0) gaps.push({ operation, reason: drafted.reason });
      continue;
    }
    if (own.some(isRefused)) continue;
    const refused = draftRefused(examples, operation, drafted.values);
    if (refused !== undefined) drafts.push({ operation, example: refused });
  }
  return { drafts, gaps };
}

const isRefused = ({ example: { outcome } }: ExampleRun): boolean =>
  outcome.kind === 'problem' || outcome.kind === 'code';

const keyOf = ({ place, rule }: CoverageItem): string => `${place}\n${rule}`;
const reachedKeys = (items: readonly CoverageItem[]): Set<string> =>
  new Set(items.filter(({ reached }) => reached).map(keyOf));

/** Everything, then each branch, then as little as possible. */
const wishes: readonly Omit<RequestWish, 'without'>[] = [
  { full: true, branch: 0 },
  { full: true, branch: 1 },
  { full: true, branch: 2 },
  { full: true, branch: 3 },
  { full: false, branch: 0 },
];

interface Accepted {
  readonly examples: readonly JsonObject[];
  /** Of the last request that was taken: the one with the fewest values. */
  readonly values: DraftValues | undefined;
  /** Why none was taken. */
  readonly reason: string;
}

function draftAccepted(
  examples: ExampleApi,
  { operation, covered }: { readonly operation: Operation; readonly covered: Set<string> },
): Accepted {
  const drafted: JsonObject[] = [];
  let values: DraftValues | undefined;
  let reason = nothingFound(operation);
  for (const wish of wishes) {
    const taken = tryWish(examples, operation, wish);
    if (taken === undefined) continue;
    if (typeof taken === 'string') {
      reason = taken;
      continue;
    }
    values = taken.values;
    const gained = [...gainOf(operation, taken)].filter((key) => !covered.has(key));
    if (gained.length === 0) continue;
    for (const key of gained) covered.add(key);
    drafted.push({ request: taken.request, sends: draftSends(operation, taken.outgoing) });
  }
  return { examples: drafted, values, reason };
}

function nothingFound({ body }: Operation): string {
  const isOther = body?.required === true && !body.content.some(({ mediaType }) => isJsonMediaType(mediaType));
  return isOther
    ? 'only JSON is drafted, and its body is none; write an example by hand'
    : 'no value was found for something that it requires; give its schema an `example`';
}

type Taken = Extract<TriedRequest, { kind: 'sent' }> & { readonly values: DraftValues };

/** Leaves out what is refused, until the rest is taken; says why it is not. */
function tryWish(
  examples: ExampleApi,
  operation: Operation,
  wish: Omit<RequestWish, 'without'>,
): Taken | string | undefined {
  const without = new Map<string, Set<string>>();
  let told: string | undefined;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const values = draftValues(operation, { ...wish, without });
    const request = values && draftRequest(operation, values);
    if (values === undefined || request === undefined) return told;
    const tried = tryRequest(examples, operation, request);
    if (tried.kind === 'sent') return { ...tried, values };
    if (tried.kind === 'elsewhere') return `its requests are taken by ${tried.name}`;
    told = tried.problem.detail;
    if (!leaveOut(tried.problem, without)) return told;
  }
  return told;
}

/** Out: whether there is something new to leave out. */
function leaveOut({ errors = [] }: Problem, without: Map<string, Set<string>>): boolean {
  let isNew = false;
  for (const { in: location, pointer } of errors) {
    const at = parsePointer(pointer)
      .map((name) => `/${name}`)
      .join('');
    const known = without.get(location) ?? new Set();
    isNew ||= at !== '' && !known.has(at);
    without.set(location, known.add(at));
  }
  return isNew;
}

function gainOf(operation: Operation, { accepted }: Taken): Set<string> {
  const coverage = new MappingCoverage(operation);
  coverage.reach(accepted);
  return reachedKeys(coverage.items);
}

function draftRefused(examples: ExampleApi, operation: Operation, values: DraftValues): JsonObject | undefined {
  for (const broken of brokenValues(operation, values)) {
    const request = draftRequest(operation, broken);
    const tried = request && tryRequest(examples, operation, request);
    if (request === undefined || tried?.kind !== 'refused' || tried.problem.errors === undefined) continue;
    return { request, problem: problemOf(tried.problem) };
  }
  return undefined;
}

function problemOf({ errors = [] }: Problem): JsonObject {
  const codes: Record<string, JsonValue> = {};
  for (const violation of errors) {
    const place = violationPlace(violation);
    const known = codes[place];
    codes[place] = known === undefined ? violation.code : [known, violation.code].flat();
  }
  return codes;
}
