import type { CheckJob } from '../contracts/check-job.ts';
import { contractViews, operationDetail } from '../contracts/contract-views.ts';
import type { InspectedMount } from '../mount.ts';
import type { ContractsAnswer } from '../protocol-contracts.ts';
import type { Recorder } from '../record/recorder.ts';
import { type Answer, notFound } from './answer.ts';
import type { Route } from './routes.ts';

/** What is told of contracts. */
export interface ContractParts {
  readonly recorder: Recorder;
  readonly check: CheckJob;
  readonly mounts: () => readonly InspectedMount[];
}

/** The routes about contracts. Whoever looks at them begins the check; one that failed is begun again when that is asked for. */
export function contractRoutes({ recorder: { usage }, check, mounts }: ContractParts): ReadonlyMap<string, Route> {
  const known = { usage, checkOf: check.of.bind(check) };
  const answer = (): Answer => {
    const contracts = mounts().flatMap((mount, index) => contractViews(mount, index, known));
    const value: ContractsAnswer = { contracts, check: check.state };
    return { status: 200, value };
  };
  return new Map<string, Route>([
    [
      'GET contracts',
      () => {
        check.start(mounts());
        return answer();
      },
    ],
    [
      'POST check',
      () => {
        check.retry(mounts());
        return answer();
      },
    ],
    [
      'GET contracts/operation',
      ({ query }) => {
        const [prefix, file, name] = ['mount', 'file', 'name'].map((part) => query.get(part) ?? '');
        const mount = mounts().find((each) => each.prefix === prefix);
        const source = mount?.operations.find((each) => each.file === file && each.name === name);
        if (mount === undefined || source === undefined) return notFound('There is no such operation.');
        return { status: 200, value: operationDetail(source, mount, known) };
      },
    ],
  ]);
}
