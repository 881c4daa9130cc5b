import type { Finding } from '../../contract/finding.ts';
import type { RunningReport } from './ask-running.ts';
import type { Check, CheckSubject } from './check.ts';
import type { TargetReport } from './examine-target.ts';
import type { LocalLimit } from './local-limits.ts';

/** Everything that the doctor found. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly targets: readonly TargetReport[];
  readonly local: readonly LocalLimit[];
  readonly running: RunningReport | undefined;
}

/** What is wrong, and what to do first, in sentences. */
export interface Verdict {
  readonly isWell: boolean;
  readonly said: string;
  /** `undefined` where nothing is to be done. */
  readonly first: string | undefined;
}

const order: readonly CheckSubject[] = ['name', 'port', 'tls', 'http', 'speed', 'clock', 'contract'];

/** Says what comes first: contracts that cannot run, then the fault that stands earliest on the way to a target. */
export function judgeDiagnosis({ findings, targets, local, running }: Diagnosis): Verdict {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [error] = errors;
  if (error !== undefined) {
    const said = `${errors.length === 1 ? 'One thing is' : `${errors.length} things are`} wrong with the contracts or options; the gateway would not start.`;
    return { isWell: false, said, first: `${error.file}: ${error.message}; ${error.cure}` };
  }
  const wrong = faultyChecks(targets);
  const [worst] = wrong;
  if (worst !== undefined) {
    const count = new Set(wrong.map(({ target }) => target)).size;
    const said = `${count} of ${targets.length} ${targets.length === 1 ? 'target' : 'targets'} cannot serve: ${worst.target.name}: ${worst.check.said}.`;
    return { isWell: false, said, first: `${worst.check.advice ?? ''}` };
  }
  if (running?.state === 'fault')
    return { isWell: false, said: `The running gateway: ${running.said[0] ?? ''}.`, first: running.advice };
  const advice = [
    ...targets.flatMap(({ name, checks }) =>
      checks.flatMap((check) =>
        check.state === 'notice' && check.advice !== undefined ? `${name}: ${check.advice}` : [],
      ),
    ),
    running?.advice,
    ...local.map((limit) => limit.advice),
    ...findings.slice(0, 1).map((finding) => `${finding.file}: ${finding.message}; ${finding.cure}`),
  ].find((each) => each !== undefined);
  if (advice === undefined) return { isWell: true, said: 'All is well.', first: undefined };
  return { isWell: true, said: 'Requests can be served; something is worth a look.', first: advice };
}

function faultyChecks(targets: readonly TargetReport[]): { target: TargetReport; check: Check }[] {
  return targets
    .flatMap((target) => target.checks.filter(({ state }) => state === 'fault').map((check) => ({ target, check })))
    .sort((one, other) => order.indexOf(one.check.about) - order.indexOf(other.check.about));
}
