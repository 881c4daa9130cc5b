import { refuseErrors } from '../options/refuse-errors.ts';
import { type OptionUse, resolveOptions } from '../options/resolve-options.ts';
import { judgeExamples } from '../example/judge-examples.ts';
import { compileApi } from '../pipeline/pipeline.ts';
import { vetContracts } from '../pipeline/vet-contracts.ts';
import { compileReplies } from '../reply/replies.ts';
import { createRefuse, createReportAnswer } from './answer.ts';
import { AnswerCounts } from './answer-counts.ts';
import { createInstance, type Instance } from './instance.ts';
import { judgeContext, judgeUpstreams } from './judge-upstreams.ts';
import { createShadowTraffic } from './shadow-traffic.ts';
import { startCandidate } from './start-candidate.ts';
import { createSender } from './sender.ts';

/**
 * Takes options to an instance that is ready for requests: the start of `paramap()` and `createGateway()`, synchronously.
 *
 * Fails: a `ContractError` with the findings of all options, or with those of all contracts. Warnings go to `onWarning`.
 */
export function startInstance(given: unknown, use: OptionUse): Instance {
  const options = resolveOptions(given, use);
  const vetted = vetContracts(options.contracts, {
    root: options.root,
    codecs: new Map(Object.entries(options.codecs)),
    secrets: process.env,
    missingSecret: 'error',
    unknown: options.unknown,
  });
  const { contracts, library } = vetted;
  const findings = [
    ...vetted.findings,
    ...judgeUpstreams(contracts, library, options),
    ...judgeContext(contracts, library, options),
  ];
  refuseErrors('contracts', findings);
  const examples =
    options.examples === 'check'
      ? judgeExamples(contracts, options.limits, (file, pointer) => library.locate(file, pointer))
      : [];
  for (const finding of [...findings, ...examples]) options.onWarning(finding);
  const api = compileApi(contracts, { ...options.limits, now: options.now });
  const replies = compileReplies(options.sender === 'upstreams' ? contracts : [], {
    mappedAnswerBytes: options.limits.mappedAnswerBytes,
    violations: options.limits.violations,
    reports: true,
  });
  const candidate = startCandidate(options);
  const shadow = candidate && createShadowTraffic(options, candidate);
  warmInIdleTime(() => api.warm() || replies.warm() || candidate?.warm() === true);
  const refuse = createRefuse(options);
  const answerCounts = new AnswerCounts(options.now);
  const report = createReportAnswer(options, answerCounts);
  const sender = createSender(options, refuse, { replies, report });
  return createInstance({ options, api, refuse, shadow, sender, answerCounts });
}

/**
 * Compiles one validator whenever nothing else is to do; whoever comes first, a request or this, compiles it. One that
 * cannot be compiled must not end the process from a timer: its requests are answered with 500, and this says why.
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
