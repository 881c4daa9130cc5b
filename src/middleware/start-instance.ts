import type { Operation } from '../contract/contract.ts';
import type { OptionUse } from '../options/resolve-options.ts';
import { KeptVerifiers } from '../guard/credential/kept-verifiers.ts';
import { openVerify } from '../guard/open-guards.ts';
import { compileSources } from '../pipeline/pipeline.ts';
import { compileReplies } from '../reply/replies.ts';
import { createRefuse, createReportAnswer } from './answer.ts';
import { OpenTunnels } from '../upstream/upgrade/open-tunnels.ts';
import { AnswerCounts } from './answer-counts.ts';
import { createStateReport } from './attempt-report.ts';
import { type CheckedStart, checkStart } from './check-start.ts';
import { DeprecatedCounts } from './deprecated-counts.ts';
import { openCounts, startGuards } from './guarding.ts';
import { createInstance, type Instance } from './instance.ts';
import { createShadowTraffic } from './shadow-traffic.ts';
import { OutgoingCheck } from './outgoing-check.ts';
import { createDocumentation } from './documentation.ts';
import { type Signals, startSignals } from './signals.ts';
import { createSender } from './sender.ts';
import { Ways } from './ways.ts';

/**
 * Takes options to an instance that is ready for requests: the start of `paramap()` and `createGateway()`, synchronously.
 * What has to outlive a reload is had from the instance that this one is to replace.
 *
 * Fails: a `ContractError` with the findings of all options, or with those of all contracts. Warnings go to `onWarning`.
 */
export function startInstance(given: unknown, use: OptionUse, previous?: Instance): Instance {
  return startChecked(checkStart(given, use), previous);
}

/**
 * The second half of a start, in which nothing is found any more. Of several instances that look like one the others are given the
 * `signals` of the first.
 */
export function startChecked(checked: CheckedStart, previous?: Instance, signals?: Signals): Instance {
  const { options, operations, candidates, files, guarded, library } = checked;
  const lasting = {
    ways: new Ways(previous?.lasting.ways, createStateReport(options)),
    tunnels: previous?.lasting.tunnels ?? new OpenTunnels(),
    limits: openCounts(options, guarded, previous?.lasting.limits),
    verifiers: new KeptVerifiers(openVerify, previous?.lasting.verifiers),
    signals: signals ?? startSignals(options, previous?.lasting.signals),
    answers: previous?.lasting.answers ?? new AnswerCounts(options.now),
    deprecated: previous?.lasting.deprecated ?? new DeprecatedCounts(options.now),
  };
  const compiling = { ...options.limits, now: options.now };
  const api = compileSources(operations, compiling);
  const replies = compileReplies({
    mappedAnswerBytes: options.limits.mappedAnswerBytes,
    violations: options.limits.violations,
    reports: true,
  });
  const candidate = candidates && compileSources(candidates, compiling);
  const shadow = candidate && createShadowTraffic(options, candidate);
  const repliesToo = options.sender === 'upstreams' ? (operation: Operation) => void replies.of(operation) : undefined;
  warmInIdleTime(() => api.warm(repliesToo) || replies.warm() || candidate?.warm() === true);
  const refuse = createRefuse(options);
  const report = createReportAnswer(options, lasting.answers);
  const sending = createSender(options, refuse, { answers: { replies, report }, ways: lasting.ways });
  const sender = options.checkOutgoing ? new OutgoingCheck(library, options.root).before(sending, refuse) : sending;
  return createInstance({
    options,
    contracts: { operations, library },
    api,
    guards: startGuards(options, guarded, lasting),
    refuse,
    shadow,
    sender,
    documentation: createDocumentation(checked),
    files,
    lasting,
  });
}

/**
 * Compiles one operation or validator whenever nothing else is to do; whoever comes first, a request or this, compiles it.
 * One that cannot be compiled must not end the process from a timer: its requests are answered with 500, and this says why.
 */
function warmInIdleTime(warm: () => boolean): void {
  const next = () => {
    try {
      if (warm()) setTimeout(next, 1).unref();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
      setTimeout(next, 1).unref();
    }
  };
  setTimeout(next, 1).unref();
}
