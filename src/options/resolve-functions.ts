import type { OptionReader } from './option-reader.ts';
import { printCause, printWarning } from './reporting.ts';
import type { ResolvedOptions } from './resolved-options.ts';
import { functionLike } from './shape.ts';

/** The functions that an app gives, beside the one that sends. */
export type AppFunctions = Pick<
  ResolvedOptions,
  | 'context'
  | 'onProblem'
  | 'onAnswerViolation'
  | 'onAttempt'
  | 'onUpstreamState'
  | 'onDeprecated'
  | 'callerKey'
  | 'now'
  | 'onShadow'
  | 'onWarning'
>;

/** Reads the options that are functions of the app's. */
export function resolveFunctions(reader: OptionReader): AppFunctions {
  return {
    context: reader.read('context', context),
    onProblem: reader.read('onProblem', problemListener) ?? printCause,
    onAnswerViolation: reader.read('onAnswerViolation', answerListener),
    onAttempt: reader.read('onAttempt', attemptListener),
    onUpstreamState: reader.read('onUpstreamState', stateListener),
    onDeprecated: reader.read('onDeprecated', deprecationListener),
    callerKey: reader.read('callerKey', callerKey),
    now: reader.read('now', clock) ?? Date.now,
    onShadow: reader.read('onShadow', shadowListener),
    onWarning: reader.read('onWarning', warningListener) ?? printWarning,
  };
}

const context = functionLike<NonNullable<AppFunctions['context']>>('a function `(req) => object`');
const problemListener = functionLike<AppFunctions['onProblem']>('a function `(problem, occurrence) => ...`');
const answerListener = functionLike<NonNullable<AppFunctions['onAnswerViolation']>>(
  'a function `(violations, occurrence) => ...`',
);
const attemptListener = functionLike<NonNullable<AppFunctions['onAttempt']>>(
  'a function `(attempt, occurrence) => ...`',
);
const stateListener = functionLike<NonNullable<AppFunctions['onUpstreamState']>>('a function `(change) => ...`');
const deprecationListener = functionLike<NonNullable<AppFunctions['onDeprecated']>>(
  'a function `(use, occurrence) => ...`',
);
const callerKey = functionLike<NonNullable<AppFunctions['callerKey']>>('a function `(req) => string`');
const clock = functionLike<AppFunctions['now']>('a function `() => number`');
const shadowListener = functionLike<NonNullable<AppFunctions['onShadow']>>('a function `(report, occurrence) => ...`');
const warningListener = functionLike<AppFunctions['onWarning']>('a function `(finding) => ...`');
