import type { JsonValue } from '../../codec/json-value.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Locate } from '../../contract/finding-list.ts';
import { curlLine } from '../../explain/curl-line.ts';
import { isGatewayField } from '../../http/request-fields.ts';
import { requestLineage } from '../../lineage/request-lineage.ts';
import type { ResolvedOptions } from '../../options/resolved-options.ts';
import type { PlacedValues } from '../../pipeline/request.ts';
import { formatProblem, type Problem } from '../../problem/problem.ts';
import type { CallRecord } from '../../signal/call-record.ts';
import { declaredAnswerPointer } from '../../signal/declared-name.ts';
import type { RequestSummary } from '../protocol.ts';
import type { OperationPlace, ProblemView, RequestDetail, ShownField, ShownMessage } from '../protocol-request.ts';
import { stagesOf } from './call-stages.ts';
import { droppedPlaces } from './dropped-places.ts';
import { compileMaskField, maskedHeaders } from './field-masks.ts';
import { credentialTexts, loneTexts, secretsOf, sensitiveTexts, withoutTexts } from './hidden-texts.ts';
import { differencesOf, lineageView } from './lineage-view.ts';
import { masksOf } from './operation-masks.ts';
import { hiddenBody, isMaskable, shownOutgoing, shownValue, tooLarge } from './shown-body.ts';
import { shortTarget } from './summary-ring.ts';

/** What is known around a request. */
export interface CallSite {
  readonly at: OperationPlace | undefined;
  /** The prefix at which the contract is mounted. */
  readonly prefix: string;
  readonly locate: Locate;
  readonly options: Pick<ResolvedOptions, 'name' | 'problemTypeBase'>;
}

type Sent = Pick<RequestDetail, 'outgoing' | 'lineage' | 'differences'>;

/** Where nothing was found every field is hidden but those that are harmless. */
const maskUnknownField = compileMaskField(undefined);

/**
 * Writes all that is kept of a request, as JSON text in which nothing is left that may not be shown.
 *
 * In:  `summary` has the request's whole target, with masks.
 */
export function showCall(record: CallRecord, summary: RequestSummary, site: CallSite): string {
  const { problem, used, attempts, answerViolations } = record;
  const operation = record.operation?.operation;
  const incoming = incomingMessage(record, summary);
  const detail: RequestDetail = {
    ...summary,
    target: shortTarget(summary.target),
    requestId: record.requestId,
    ...(site.at !== undefined && { at: site.at }),
    incoming,
    curl: curlOf(incoming, `http://${record.req.headers.host ?? 'localhost'}${site.prefix}`),
    ...(operation === undefined ? nothingSent : sentIfShowable(record, operation, site)),
    stages: stagesOf(record.marks),
    ...(problem !== undefined && { problem: shownProblem(problem, record, site) }),
    tries: attempts.map(({ fault, cause, ...attempt }) => ({ ...attempt, cause: cause ?? fault })),
    answer: { status: summary.status },
    // Their words have what the upstream sent.
    answerViolations: answerViolations.map((one) => {
      const pointer = operation === undefined ? '#' : declaredAnswerPointer(operation, one);
      return `${one.in} ${pointer}: ${one.code}`;
    }),
    deprecated: [...used].map(({ kind, in: location, name }) => [kind, location, name].filter(Boolean).join(' ')),
  };
  const hide = withoutTexts(hiddenTexts(record, operation));
  return JSON.stringify(detail, (name, value: unknown) =>
    typeof value === 'string' && !ownWords.has(name) ? hide(value) : value,
  );
}

/** Members whose texts are ours, and mean something to the page. */
const ownWords: ReadonlySet<string> = new Set(['kind', 'in', 'stage', 'fault', 'code', 'id', 'isCut']);

const nothingSent: Sent = { lineage: [], differences: [] };

function hiddenTexts({ req, values }: CallRecord, operation: Operation | undefined): string[] {
  const own = operation === undefined ? [] : secretsOf(operation);
  const sensitive = operation === undefined || values === undefined ? [] : sensitiveTexts(operation, values);
  return [...own, ...sensitive, ...credentialTexts(req.rawHeaders), ...loneTexts(req.url ?? '')];
}

function incomingMessage(record: CallRecord, { method, target }: RequestSummary): ShownMessage {
  const { req, values, operation: compiled } = record;
  const operation = compiled?.operation;
  const mask = operation === undefined ? maskUnknownField : masksOf(operation).field;
  const received = record.incoming?.body;
  const announced = req.headers['content-length'] !== undefined || req.headers['transfer-encoding'] !== undefined;
  const body =
    values?.body === undefined || operation === undefined
      ? hiddenBody(received, announced)
      : isMaskable(received)
        ? shownValue(values.body, contentOf(operation, req.rawHeaders))
        : tooLarge();
  return { method, target, headers: fieldsOf(maskedHeaders(req.rawHeaders, mask)), ...(body && { body }) };
}

function contentOf(operation: Operation, rawHeaders: readonly string[]) {
  const admission = masksOf(operation).admit(rawHeaders, true);
  return admission.ok ? admission.admitted?.content : undefined;
}

/** Masks can be such that the request could not be written with them; then nothing of it is shown. */
function sentIfShowable(record: CallRecord, operation: Operation, site: CallSite): Sent {
  try {
    return sentOf(record, operation, site);
  } catch {
    return nothingSent;
  }
}

function sentOf(record: CallRecord, operation: Operation, { locate }: CallSite): Sent {
  const { incoming, values, placed, outgoing: sent } = record;
  if (incoming === undefined || values === undefined || placed === undefined || sent === undefined) return nothingSent;
  const content = values.body === undefined ? undefined : contentOf(operation, incoming.rawHeaders);
  const masks = masksOf(operation);
  if (!isMaskable(incoming.body)) return nothingSent;
  const pathValues = pathValuesOf(operation, incoming.url);
  const shown = masks.request({ incoming, pathValues, values, placed: asValue(placed, values.body) });
  const target = masks.sentTarget(shown.outgoing.path);
  const headers = maskedHeaders(shown.outgoing.headers, masks.sentField);
  const lineage = requestLineage(operation, {
    values,
    content,
    placed,
    shown: shown.placed,
    // What goes on as it came is compared by its text: both sides have the same masks.
    incoming: {
      ...incoming,
      url: masks.sentTarget(incoming.url),
      rawHeaders: maskedHeaders(incoming.rawHeaders, masks.sentField),
    },
    outgoing: { ...shown.outgoing, path: target, headers },
  });
  const views = lineageView(lineage, locate);
  const body = shownOutgoing({ ...shown.outgoing, streamed: sent.streamed });
  const message = { method: sent.method, target, headers: fieldsOf(headers), ...(body && { body }) };
  const { name: upstream } = operation.upstream;
  return {
    outgoing: { ...message, upstream, curl: curlOf(message, `http://${upstream}`) },
    lineage: views,
    differences: differencesOf(views, droppedPlaces(operation, values, content)),
  };
}

/** Bytes that go on as they came hold what is sensitive as it came; the value in them is masked. */
function asValue(placed: PlacedValues, body: JsonValue | undefined): PlacedValues {
  return placed.body.kind === 'same' && body !== undefined
    ? { ...placed, body: { kind: 'value', value: body } }
    : placed;
}

/** The raw segments of the path's parameters, as `match` finds them. */
function pathValuesOf({ segments }: Operation, url: string): string[] {
  const path = url.split('?', 1)[0] ?? '';
  const parts = path.split('/').slice(1);
  return segments.flatMap((segment, index) => (segment.kind === 'parameter' ? (parts[index] ?? '') : []));
}

function shownProblem(problem: Problem, { instance = '' }: CallRecord, { options }: CallSite) {
  const { name, problemTypeBase: typeBase } = options;
  const { status, body } = formatProblem(problem, { instance, name, typeBase });
  const shown: ProblemView = JSON.parse(body);
  return { status, body: shown };
}

function fieldsOf(headers: readonly string[]): ShownField[] {
  const fields: ShownField[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    fields.push({ name: headers[index] ?? '', value: headers[index + 1] ?? '' });
  }
  return fields;
}

function curlOf({ method, target, headers, body }: ShownMessage, origin: string): string {
  const own = headers.filter(({ name }) => !isGatewayField(name) && name.toLowerCase() !== 'accept-encoding');
  const text = body === undefined || body.kind === 'hidden' ? undefined : body.text;
  return curlLine(origin, {
    method,
    path: target,
    headers: own.flatMap(({ name, value }) => [name, value]),
    body: text,
  });
}
