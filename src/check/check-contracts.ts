import type { Contract, Operation } from '../contract/contract.ts';
import type { Finding } from '../contract/finding.ts';
import { compileExampleApi } from '../example/example-api.ts';
import type { ApiLimits } from '../pipeline/compiled-operation.ts';
import { BackendLibrary, type LibrarySite } from './backend/backend-library.ts';
import type { BackendOperation } from './backend/backend-operation.ts';
import type { AnswersVerdict } from './answers/answer-verdict.ts';
import { judgeAnswers } from './answers/judge-answers.ts';
import { Memory } from './contain/memory.ts';
import { judgeOperation } from './judge/judge-operation.ts';
import type { OperationVerdict } from './judge/operation-verdict.ts';

/** One operation, and what is known of it and its backend. */
export interface CheckedOperation {
  readonly operation: Operation;
  /** `undefined`: the contract does not say what its upstream takes, or that cannot be read. */
  readonly verdict: OperationVerdict | undefined;
  /** Whether what the upstream promises to answer is what callers are promised; `undefined` as `verdict`. */
  readonly answers: AnswersVerdict | undefined;
  /** Whether the contract says anything of its upstream. */
  readonly isExpected: boolean;
  readonly backend: BackendOperation | undefined;
}

/** The operations of one contract. */
export interface CheckedContract {
  readonly contract: Contract;
  readonly operations: readonly CheckedOperation[];
}

/** What contracts are checked with. */
export interface CheckSite extends LibrarySite {
  readonly limits: ApiLimits;
  /** How many requests are made where no rule decides. @default 300 */
  readonly runs?: number;
  /** Told of each operation before it is judged. */
  onProgress?(operation: Operation): void;
}

/** What was found out about contracts and their backends. */
export interface CheckReport {
  readonly contracts: readonly CheckedContract[];
  /** Documents and operations that are missing, or cannot be read. */
  readonly findings: readonly Finding[];
  /** Absolute paths of the files that were read of what the backends say of themselves. */
  readonly files: readonly string[];
}

const usualRuns = 300;

/**
 * Compares contracts that are free of errors with what their upstreams say that they take.
 *
 * Out: a verdict for each operation whose contract has `expects`. Only files are read, and nothing is sent.
 */
export async function checkContracts(contracts: readonly Contract[], site: CheckSite): Promise<CheckReport> {
  const api = compileExampleApi(contracts, site.limits);
  const masked = new Map(api.api.operations.map(({ operation }) => [keyOf(operation), operation]));
  const backends = new BackendLibrary(site);
  const memory = new Memory();
  const loadRandom = () => import('fast-check');
  const judge = async (operation: Operation): Promise<CheckedOperation> => {
    const backend = await backends.of(operation);
    const isExpected = operation.upstream.expects !== undefined;
    if (backend === undefined) return { operation, verdict: undefined, answers: undefined, isExpected, backend };
    site.onProgress?.(operation);
    const own = masked.get(keyOf(operation)) ?? operation;
    const runs = site.runs ?? usualRuns;
    const verdict = await judgeOperation(operation, backend, { api, masked: own, memory, runs, loadRandom });
    const { violations } = site.limits;
    const answers = await judgeAnswers(operation, backend, { memory, runs, violations, loadRandom });
    return { operation, verdict, answers, isExpected, backend };
  };
  const checked: CheckedContract[] = [];
  for (const contract of contracts) {
    const operations: CheckedOperation[] = [];
    for (const operation of contract.operations) operations.push(await judge(operation));
    checked.push({ contract, operations });
  }
  return { contracts: checked, findings: backends.findings, files: await backends.files() };
}

const keyOf = ({ file, name }: Operation): string => `${file} ${name}`;
