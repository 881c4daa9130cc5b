import { dirname, resolve } from 'node:path';
import type { Contract, Operation } from '../contract/contract.ts';
import type { DocumentLibrary } from '../contract/document-library.ts';
import type { Expectation } from '../contract/expectation.ts';
import type { Finding } from '../contract/finding.ts';
import { FindingList } from '../contract/finding-list.ts';
import { compileExampleApi } from '../example/example-api.ts';
import type { ApiLimits } from '../pipeline/compiled-operation.ts';
import { type ReadDescription, readDescription } from '../openapi/read/read-description.ts';
import { type BackendOperation, declaredBackend, findDescribed } from './backend/backend-operation.ts';
import { LibrarySource } from './backend/library-source.ts';
import { Memory } from './contain/memory.ts';
import { judgeOperation } from './judge/judge-operation.ts';
import type { OperationVerdict } from './judge/operation-verdict.ts';

/** One operation, and what is known of it and its backend. */
export interface CheckedOperation {
  readonly operation: Operation;
  /** `undefined`: the contract does not say what its upstream takes, or that cannot be read. */
  readonly verdict: OperationVerdict | undefined;
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
export interface CheckSite {
  readonly library: DocumentLibrary;
  /** The folder that the names of contracts start at. */
  readonly root: string;
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
  const backends = new Backends(site);
  const memory = new Memory();
  const loadRandom = () => import('fast-check');
  const judge = async (operation: Operation): Promise<CheckedOperation> => {
    const backend = await backends.of(operation);
    const isExpected = operation.upstream.expects !== undefined;
    if (backend === undefined) return { operation, verdict: undefined, isExpected, backend };
    site.onProgress?.(operation);
    const own = masked.get(keyOf(operation)) ?? operation;
    const runs = site.runs ?? usualRuns;
    const verdict = await judgeOperation(operation, backend, { api, masked: own, memory, runs, loadRandom });
    return { operation, verdict, isExpected, backend };
  };
  const checked: CheckedContract[] = [];
  for (const contract of contracts) {
    const operations: CheckedOperation[] = [];
    for (const operation of contract.operations) operations.push(await judge(operation));
    checked.push({ contract, operations });
  }
  return { contracts: checked, findings: backends.findings };
}

const keyOf = ({ file, name }: Operation): string => `${file} ${name}`;

/** What upstreams say of themselves; every document is read once. */
class Backends {
  readonly #site: CheckSite;
  readonly #read = new Map<string, Promise<ReadDescription>>();
  readonly #told = new Set<string>();
  readonly #list: FindingList;
  readonly #documents: Finding[] = [];

  constructor(site: CheckSite) {
    this.#site = site;
    this.#list = new FindingList((file, pointer) => site.library.locate(file, pointer));
  }

  get findings(): readonly Finding[] {
    return [...this.#list.all, ...this.#documents];
  }

  async of(operation: Operation): Promise<BackendOperation | undefined> {
    const { expects } = operation.upstream;
    if (expects === undefined) return undefined;
    if (expects.kind === 'schemas') {
      return declaredBackend(operation, expects, new LibrarySource(this.#site.library, operation.file));
    }
    return this.#described(operation, expects);
  }

  async #described(
    operation: Operation,
    { path, pointer, operation: named }: Extract<Expectation, { kind: 'openapi' }>,
  ): Promise<BackendOperation | undefined> {
    const absolute = resolve(this.#site.root, dirname(operation.file), path);
    const reading = this.#read.get(absolute) ?? readDescription(absolute, { root: this.#site.root });
    this.#read.set(absolute, reading);
    const { description, findings } = await reading;
    if (!this.#told.has(absolute)) this.#documents.push(...findings);
    this.#told.add(absolute);
    if (description === undefined) {
      this.#list.add(operation.file, pointer, {
        rule: 'expects-unreadable',
        message: `\`${path}\` cannot be read as an OpenAPI document`,
        cure: findings[0]?.message ?? 'correct the path, which is relative to the file of the contract',
      });
      return undefined;
    }
    const found = findDescribed(operation, description, named?.id);
    if (found !== undefined) return found;
    const { method, template } = operation.upstream;
    const wanted = named === undefined ? `${method} ${template}` : named.id;
    this.#list.add(operation.file, named?.pointer ?? `/operations/${operation.name}`, {
      rule: 'expects-operation',
      message: `\`${path}\` describes no operation \`${wanted}\``,
      cure: 'correct the upstream route, or name the operation under `expects` by its `operationId`',
    });
    return undefined;
  }
}
