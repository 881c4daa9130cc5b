import { idempotentMethods } from '../http/methods.ts';
import { type AttemptKind, attemptFaults, defaultFailures } from '../upstream/attempt/attempt-kind.ts';
import type { AttemptOptions } from '../upstream/attempt/attempt-options.ts';
import type { BreakerRules } from '../upstream/attempt/breaker.ts';
import type { RetryRules } from '../upstream/attempt/retry-rules.ts';
import type { OptionReader } from './option-reader.ts';
import { milliseconds, type Shape, wholeNumber } from './shape.ts';

/** Where an operation may not be repeated without end. */
const mostRepeats = 10;

/** Reads how the requests to an upstream are repeated and bounded. */
export function resolveAttempts(reader: OptionReader): AttemptOptions & { readonly breaker: BreakerRules | undefined } {
  const maxPending = reader.read('maxPending', wholeNumber('requests', 0)) ?? 1024;
  return {
    retry: retry(reader.section('retry')),
    failures: reader.read('failures', kindList) ?? defaultFailures,
    breaker: reader.has('breaker') ? breaker(reader.section('breaker')) : undefined,
    maxPending,
    queue: queue(reader.section('queue')),
    adaptive: reader.has('adaptive') ? adaptive(reader, maxPending) : undefined,
  };
}

const share: Shape<number> = {
  expected: 'a number from 0 to 1',
  parse: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined),
};

const isKind = (value: unknown): value is AttemptKind =>
  attemptFaults.some((fault) => fault === value) ||
  (Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599);

const kindList: Shape<readonly AttemptKind[]> = {
  expected: `a list of ${attemptFaults.map((fault) => `\`${fault}\``).join(', ')} and statuses from 400 to 599`,
  parse: (value) => (Array.isArray(value) && value.every(isKind) ? Object.freeze([...value]) : undefined),
};

const methodList: Shape<readonly string[]> = {
  expected:
    'a list of idempotent methods, of GET, HEAD, PUT, DELETE and OPTIONS; an operation is declared `idempotent` in its contract',
  parse: (value) =>
    Array.isArray(value) && value.every((each) => idempotentMethods.has(each)) ? Object.freeze([...value]) : undefined,
};

function retry(reader: OptionReader): RetryRules {
  const rules = {
    max: reader.read('max', wholeNumber('repeats', 0, mostRepeats)) ?? 1,
    on: reader.read('on', kindList) ?? Object.freeze(['connect', 'reset', 503] as const),
    methods: reader.read('methods', methodList) ?? Object.freeze([...idempotentMethods]),
    backoffMs: reader.read('backoffMs', milliseconds(0)) ?? 25,
    maxBackoffMs: reader.read('maxBackoffMs', milliseconds(0)) ?? 1000,
    budget: reader.read('budget', share) ?? 0.2,
  };
  reader.close();
  return Object.freeze(rules);
}

function breaker(reader: OptionReader): BreakerRules {
  const rules = {
    consecutiveFailures: reader.read('consecutiveFailures', wholeNumber('failures', 0)) ?? 5,
    failureRate: reader.read('failureRate', share) ?? 0,
    windowMs: reader.read('windowMs', milliseconds(100)) ?? 10_000,
    minRequests: reader.read('minRequests', wholeNumber('requests', 1)) ?? 20,
    openMs: reader.read('openMs', milliseconds(1)) ?? 10_000,
    probes: reader.read('probes', wholeNumber('probes', 1, 1000)) ?? 1,
  };
  if (rules.consecutiveFailures === 0 && rules.failureRate === 0) {
    const cure = 'write `consecutiveFailures` or `failureRate`, or leave `breaker` out';
    reader.fault('', { rule: 'breaker-never', message: 'the breaker never opens', cure });
  }
  reader.close();
  return Object.freeze(rules);
}

function queue(reader: OptionReader): AttemptOptions['queue'] {
  const rules = {
    max: reader.read('max', wholeNumber('requests', 0)) ?? 0,
    timeoutMs: reader.read('timeoutMs', milliseconds(1)) ?? 1000,
  };
  reader.close();
  return Object.freeze(rules);
}

function adaptive(parent: OptionReader, maxPending: number): AttemptOptions['adaptive'] {
  const reader = parent.section('adaptive');
  const rules = {
    min: reader.read('min', wholeNumber('requests', 1)) ?? 8,
    slowMs: reader.read('slowMs', milliseconds(0)) ?? 0,
  };
  if (maxPending === 0 || rules.min > maxPending) {
    const message = `\`adaptive\` finds its limit between \`min\` (${rules.min}) and \`maxPending\` (${maxPending})`;
    reader.fault('', { rule: 'adaptive-range', message, cure: 'write a `maxPending` above `min`' });
  }
  reader.close();
  return Object.freeze(rules);
}
