import { stringifyJson } from '../../codec/json-text/stringify.ts';
import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Finding } from '../../contract/finding.ts';
import type { Locate } from '../../contract/finding-list.ts';
import { pointerTo } from '../../contract/json-pointer.ts';
import { curlLine } from '../../explain/curl-line.ts';
import type { Explanation } from '../../explain/explain-request.ts';
import { compileAdmit } from '../../pipeline/read/admit.ts';
import type { Incoming } from '../../pipeline/request.ts';
import type { DryRun, FindingView } from '../protocol-dry-run.ts';
import type { PlaceView, ProblemView } from '../protocol-request.ts';
import { droppedPlaces } from '../record/dropped-places.ts';
import { differencesOf, lineageView } from '../record/lineage-view.ts';
import { shownOutgoing } from '../record/shown-body.ts';

/** What an explanation is shown with. */
export interface ExplanationSite {
  readonly mount: string;
  /** The one that was found. */
  readonly operation: Operation | undefined;
  readonly incoming: Incoming;
  readonly locate: Locate;
}

/** What becomes of a request, for the page. */
export function dryRunView(explained: Explanation, site: ExplanationSite): DryRun {
  const { operation, decoded, outgoing, lineage = [], problem, routes } = explained;
  const views = lineageView(lineage, site.locate);
  const line = operation && site.locate(operation.contract, pointerTo('/operations', operation.name))?.line;
  return {
    ...(operation !== undefined && { at: { mount: site.mount, ...operation, line } }),
    ...(decoded !== undefined && { decoded: stringifyJson(valuesOf(decoded)) }),
    ...(outgoing !== undefined && { outgoing: outgoingView(outgoing) }),
    lineage: views,
    differences: outgoing === undefined ? [] : differencesOf(views, droppedOf(explained, site)),
    ...(problem !== undefined && { problem: { status: problem.status, body: problemView(problem.body) } }),
    ...(routes !== undefined && { routes }),
  };
}

/** A finding for the page, without the name of the file. */
export const findingView = ({ rule, severity, pointer, line, column, message, cure }: Finding): FindingView => ({
  rule,
  severity,
  pointer,
  line,
  column,
  message,
  cure,
});

/** Locations without a value are left out. */
function valuesOf(decoded: NonNullable<Explanation['decoded']>): JsonValue {
  const entries = Object.entries<JsonValue>({ ...decoded });
  return Object.fromEntries(
    entries.filter(([name, value]) => name === 'body' || Object.keys(Object(value)).length > 0),
  );
}

function outgoingView(outgoing: NonNullable<Explanation['outgoing']>): NonNullable<DryRun['outgoing']> {
  const { upstream, method, path, headers } = outgoing;
  const body = shownOutgoing(outgoing);
  const names = headers.filter((_, index) => index % 2 === 0);
  return {
    upstream,
    method,
    target: path,
    headers: names.map((name, index) => ({ name, value: headers[index * 2 + 1] ?? '' })),
    ...(body !== undefined && { body }),
    curl: curlLine(`http://${upstream}`, outgoing),
  };
}

function droppedOf({ decoded }: Explanation, { operation, incoming }: ExplanationSite): PlaceView[] {
  if (operation === undefined || decoded === undefined) return [];
  const admission = compileAdmit(operation)(incoming.rawHeaders, decoded.body !== undefined);
  const content = admission.ok ? admission.admitted?.content : undefined;
  return droppedPlaces(operation, { ...decoded, body: decoded.body, context: undefined }, content);
}

/** A problem that we have written ourselves. */
function problemView(body: unknown): ProblemView {
  if (!isProblem(body)) throw new TypeError('a problem has no form of one');
  return body;
}

const isProblem = (body: unknown): body is ProblemView => typeof body === 'object' && body !== null && 'code' in body;
