import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { CheckedOperation, CheckReport } from '../../check/check-contracts.ts';
import type { OperationVerdict, Refutation } from '../../check/judge/operation-verdict.ts';
import type { FilePlace } from '../../check/judge/question.ts';
import type { Locate } from '../../contract/finding-list.ts';
import { bodyText, curlLine } from '../../explain/curl-line.ts';
import { type ShownAnswers, shownAnswers } from './answers-report.ts';
import { type ShownPlace, shownPlace } from './shown-place.ts';

/** `none`: the contract does not say what its upstream takes; `unreadable`: what it names cannot be read. */
export type VerdictStatus = OperationVerdict['kind'] | 'none' | 'unreadable';

/** What was found out about one place of an outgoing request, as plain data. */
export interface ShownFault {
  /** `query \`status\``, or `body`. */
  readonly place: string;
  readonly keyword: string;
  readonly because: string;
  readonly contract: ShownPlace | null;
  readonly backend: ShownPlace;
}

/** A fault with the request that shows it. */
export interface ShownRefutation extends ShownFault {
  readonly cure: string;
  /** The caller's request. */
  readonly curl: string;
  /** What becomes of it: the line, the fields that the mapping writes, and the body. */
  readonly outgoing: { readonly line: string; readonly body: string | null };
}

/** One operation, as plain data. */
export interface VerdictReport {
  readonly contract: string;
  readonly operation: string;
  readonly status: VerdictStatus;
  /** The operation of the backend that it was compared with. */
  readonly backend: string | null;
  readonly place: ShownPlace;
  readonly refutations: readonly ShownRefutation[];
  /** How many requests were tried, where no rule decides. */
  readonly requests: number;
  readonly obstacles: readonly ShownFault[];
  /** Whether the backend's answers are what callers are promised; `null` where the contract says nothing of the backend. */
  readonly answers: ShownAnswers | null;
}

/** Where a counterexample is sent in its `curl` line: where `paramap serve` listens unless told otherwise. */
const origin = 'http://127.0.0.1:8080';

/** Puts a report into plain data, for people, programs and reviews alike. */
export function verdictReports({ contracts }: CheckReport, locate: Locate): VerdictReport[] {
  return contracts.flatMap(({ operations }) => operations.map((checked) => reportOf(checked, locate)));
}

function reportOf(
  { operation, verdict, answers, isExpected, backend }: CheckedOperation,
  locate: Locate,
): VerdictReport {
  const locateAny: Locate = (file, pointer) => locate(file, pointer) ?? backend?.locate?.(file, pointer);
  const place = (at: FilePlace): ShownPlace => shownPlace(at, locateAny);
  const fault = (found: Omit<Refutation, 'cure' | 'counterexample'>): ShownFault => ({
    place: found.in === 'body' ? 'body' : `${found.in} \`${found.name}\``,
    keyword: found.keyword,
    because: found.because,
    contract: found.contract === undefined ? null : place(found.contract),
    backend: place(found.backend),
  });
  return {
    contract: operation.file,
    operation: operation.name,
    status: verdict?.kind ?? (isExpected ? 'unreadable' : 'none'),
    backend: backend === undefined ? null : backend.name,
    place: place({ file: operation.file, pointer: `/operations/${operation.name}` }),
    refutations:
      verdict?.kind === 'refuted' ? verdict.refutations.map((found) => ({ ...fault(found), ...shown(found) })) : [],
    requests: verdict?.kind === 'tested' ? verdict.requests : 0,
    obstacles: verdict?.kind === 'tested' ? verdict.obstacles.map(fault) : [],
    answers: answers === undefined ? null : shownAnswers(answers, place),
  };
}

function shown({ cure, counterexample }: Refutation): Omit<ShownRefutation, keyof ShownFault> {
  const { outgoing } = counterexample;
  const body = outgoing.body === undefined ? null : bodyText(outgoing.body);
  return {
    cure,
    curl: callerLine(counterexample.request),
    outgoing: { line: `${outgoing.method} ${outgoing.path}`, body },
  };
}

/** The caller's request as a `curl` line. */
function callerLine({ route, headers, cookies, body }: JsonObject): string {
  const [method = '', path = ''] = String(route).split(' ', 2);
  const fields = entriesOf(headers);
  const pairs = entriesOf(cookies).map(([name, value]) => `${name}=${value}`);
  const isTyped = fields.some(([name]) => name.toLowerCase() === 'content-type');
  const lines = [
    ...fields.flat(),
    ...(pairs.length > 0 ? ['Cookie', pairs.join('; ')] : []),
    ...(body !== undefined && !isTyped ? ['Content-Type', 'application/json'] : []),
  ];
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  return curlLine(origin, { method, path, headers: lines, body: text });
}

const entriesOf = (fields: JsonValue | undefined): [string, string][] =>
  fields !== undefined && isObject(fields) ? Object.entries(fields).map(([name, value]) => [name, String(value)]) : [];
