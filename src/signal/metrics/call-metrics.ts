import { operationMethods } from '../../http/methods.ts';
import type { EndedAttempt } from '../../upstream/attempt/attempt-policy.ts';
import type { CallListener, CallRecord } from '../call-record.ts';
import { declaredAnswerName, declaredName } from '../declared-name.ts';
import { BoundedLabels } from './bounded-labels.ts';
import type { Instruments } from './instruments.ts';

/** Measures calls. */
export function callMetrics(instruments: Instruments, bucketsMs: readonly number[]): CallListener {
  const measures = createMeasures(instruments, bucketsMs);
  const noteFaults = faultNotes(measures);
  let inFlight = 0;
  instruments.gauge(inFlightMeasure, () => [{ labels: {}, value: inFlight }]);

  return {
    came() {
      inFlight += 1;
    },
    ended(record) {
      inFlight -= 1;
      const operation = operationOf(record);
      const { marks, problem, status } = record;
      measures.requests({
        operation,
        method: methodOf(record),
        status: String(status ?? 'none'),
        code: problem?.code ?? '',
      });
      measures.durations({ operation }, ((marks.ended ?? marks.came) - marks.came) / 1000);
      if (record.hasLeft) measures.left({ operation });
      for (const attempt of record.attempts) noteAttempt(attempt, measures);
      for (const { in: place = 'operation', name } of record.used) measures.deprecated({ operation, in: place, name });
      noteFaults(record);
    },
    unread({ problem }) {
      measures.unread({ code: problem.code });
    },
  };
}

type Measures = ReturnType<typeof createMeasures>;

function createMeasures(instruments: Instruments, bucketsMs: readonly number[]) {
  const buckets = bucketsMs.map((ms) => ms / 1000);
  const count = (name: string, help: string, ...labels: string[]) => instruments.counter({ name, help, labels });
  const duration = (name: string, help: string, ...labels: string[]) =>
    instruments.histogram({ name, help, labels, buckets });
  const fault = ['operation', 'in', 'parameter', 'keyword'];
  const target = ['upstream', 'target'];
  return {
    requests: count('paramap_requests_total', 'Requests that have ended', 'operation', 'method', 'status', 'code'),
    durations: duration(
      'paramap_request_duration_seconds',
      'From the head of a request to the end of its answer',
      'operation',
    ),
    left: count('paramap_callers_left_total', 'Requests whose caller left before the end of the answer', 'operation'),
    violations: count('paramap_violations_total', 'Faults of requests that were refused', ...fault),
    answers: count('paramap_answer_violations_total', 'Faults of answers that were passed on', ...fault),
    deprecated: count(
      'paramap_deprecated_uses_total',
      'Uses of what a contract calls deprecated',
      'operation',
      'in',
      'name',
    ),
    attempts: count('paramap_upstream_attempts_total', 'Attempts to get an answer', ...target, 'outcome'),
    attemptDurations: duration(
      'paramap_upstream_attempt_duration_seconds',
      'From the beginning to the end of an attempt',
      ...target,
    ),
    retries: count('paramap_upstream_retries_total', 'Attempts in whose place another was made', ...target),
    unread: count('paramap_unread_requests_total', 'What was refused before it was a request', 'code'),
  };
}

function noteAttempt({ upstream, target, status, fault, ms, retried }: EndedAttempt, measures: Measures): void {
  const outcome = status === undefined ? (fault ?? 'caller-left') : `${Math.floor(status / 100)}xx`;
  measures.attempts({ upstream, target, outcome });
  measures.attemptDurations({ upstream, target }, ms / 1000);
  if (retried) measures.retries({ upstream, target });
}

/** Counts the faults of requests and of answers, under names of the contract. */
function faultNotes({ violations, answers }: Measures): (record: CallRecord) => void {
  const violationLabels = new BoundedLabels('parameter');
  const answerLabels = new BoundedLabels('parameter');
  return ({ operation: compiled, problem, answerViolations }) => {
    if (compiled === undefined) return;
    const { operation } = compiled;
    for (const violation of problem?.errors ?? []) {
      const { in: place, name: parameter } = declaredName(operation, violation);
      violations(violationLabels.of({ operation: operation.name, in: place, parameter, keyword: violation.code }));
    }
    for (const violation of answerViolations) {
      const { in: place, name: parameter } = declaredAnswerName(operation, violation);
      answers(answerLabels.of({ operation: operation.name, in: place, parameter, keyword: violation.code }));
    }
  };
}

/** What has no operation is told apart by a name that none can have. */
function operationOf({ operation, passedBelow }: CallRecord): string {
  if (operation !== undefined) return operation.operation.name;
  return passedBelow === undefined ? '(none)' : '(passthrough)';
}

/** A caller may write any token. */
function methodOf({ req: { method = '' } }: CallRecord): string {
  return operationMethods.includes(method) ? method : 'other';
}

const inFlightMeasure = {
  name: 'paramap_requests_in_flight',
  help: 'Requests that are not answered to their end',
  labels: [],
};
