// Examples are only as good as the mistakes that they notice: each rule of a contract is broken in turn, and the examples
// are run on what comes out.

import type { AuthoredDocument } from '../../contract/authored-document.ts';
import { DocumentLibrary } from '../../contract/document-library.ts';
import { type NormalizeOptions, normalizeContracts } from '../../contract/normalize.ts';
import type { ApiLimits } from '../../pipeline/pipeline.ts';
import { checkValues } from '../../pipeline/check-values.ts';
import { compileExampleApi, type GuardExample } from '../example-api.ts';
import { runExample } from '../run-example.ts';
import { changedDocument } from './changed-document.ts';
import { listMutations } from './list-mutations.ts';
import { type Mutation, operationKey } from './mutation.ts';
import { onlyOperations } from './only-operations.ts';

/** Contracts that are free of errors, as they were written. */
export interface MutationSubject {
  /** The contracts themselves, without the files that they refer to. */
  readonly contracts: readonly AuthoredDocument[];
  readonly library: DocumentLibrary;
  /** Absolute path of the folder below which files may be read. */
  readonly root: string;
  readonly options: NormalizeOptions;
  readonly limits: ApiLimits;
  /** What would be asked of callers. @default examples of that are not run */
  readonly guard?: GuardExample;
}

/** What became of a broken rule: an example fails, the contract does not start any more, or nothing happens. */
export type Verdict = 'noticed' | 'refused' | 'missed';

/** A broken rule, and what became of it. */
export interface JudgedMutation {
  readonly mutation: Mutation;
  readonly verdict: Verdict;
}

/** A run through all broken rules. */
export interface MutationRun {
  /** How many there are. */
  readonly total: number;
  /** Judged one by one, so that the caller can show how far it is, and stop. */
  readonly judged: Iterable<JudgedMutation>;
}

/** Breaks the rules of contracts one by one. Examples that do not hold notice nothing. */
export function mutateContracts(subject: MutationSubject): MutationRun {
  const { contracts } = normalizeContracts(subject.contracts, subject.library, subject.options);
  const mutations = listMutations(contracts, subject.library.documents);
  return { total: mutations.length, judged: judge(mutations, new Mutator(subject)) };
}

function* judge(mutations: readonly Mutation[], mutator: Mutator): Generator<JudgedMutation> {
  for (const mutation of mutations) yield { mutation, verdict: mutator.judge(mutation) };
}

/** Examples by operation, as their places in its list. */
type Holding = ReadonlyMap<string, ReadonlySet<number>>;

/** What is looked at for a broken rule. */
interface Scope {
  /** The operations that are made again. */
  readonly keys: ReadonlySet<string>;
  /** The examples that can notice something. */
  readonly holding: Holding;
}

class Mutator {
  readonly #subject: MutationSubject;
  /** The examples that hold where nothing is broken. */
  readonly #all: Holding;
  readonly #scopes = new Map<string, Scope>();

  constructor(subject: MutationSubject) {
    this.#subject = subject;
    this.#all = this.#holdingIn(subject.library.documents) ?? new Map();
  }

  judge(mutation: Mutation): Verdict {
    const { file, pointer, value, operations } = mutation;
    const { keys, holding } = this.#scopeOf([...operations].filter((key) => (this.#all.get(key)?.size ?? 0) > 0));
    if (![...holding.values()].some(({ size }) => size > 0)) return 'missed';
    const broken = this.#subject.library.documents.map((document) =>
      document.file === file ? { ...document, value: changedDocument(document.value, pointer, value) } : document,
    );
    return this.#judge(onlyOperations(broken, keys), holding);
  }

  /** Only the operations that a rule counts in are made again, unless an example of them needs others. */
  #scopeOf(examined: readonly string[]): Scope {
    const key = examined.join('\n\n');
    const known = this.#scopes.get(key);
    if (known !== undefined) return known;
    const keys = new Set(examined);
    const alone = this.#holdingIn(onlyOperations(this.#subject.library.documents, keys));
    const same = examined.every((name) => [...(this.#all.get(name) ?? [])].every((at) => alone?.get(name)?.has(at)));
    const holding = new Map([...this.#all].filter(([name]) => keys.has(name)));
    const scope = { keys: same ? keys : new Set(this.#all.keys()), holding };
    this.#scopes.set(key, scope);
    return scope;
  }

  #holdingIn(documents: readonly AuthoredDocument[]): Holding | undefined {
    const examples = this.#compile(documents);
    if (examples === undefined) return undefined;
    return new Map(
      examples.api.operations.map(({ operation }) => {
        const holds = operation.examples.map((example) => runExample(examples, operation, example).differences);
        const indexes = holds.flatMap((differences, index) => (differences.length === 0 ? [index] : []));
        return [operationKey(operation.file, operation.name), new Set(indexes)];
      }),
    );
  }

  #judge(documents: readonly AuthoredDocument[], holding: Holding): Verdict {
    const examples = this.#compile(documents);
    if (examples === undefined) return 'refused';
    const isNoticed = examples.api.operations.some(({ operation }) =>
      operation.examples.some((example, index) => {
        const holds = holding.get(operationKey(operation.file, operation.name))?.has(index) === true;
        return holds && runExample(examples, operation, example).differences.length > 0;
      }),
    );
    return isNoticed ? 'noticed' : 'missed';
  }

  /** `undefined` for contracts that do not start. */
  #compile(documents: readonly AuthoredDocument[]): ReturnType<typeof compileExampleApi> | undefined {
    const { contracts: files, root, options, limits, guard } = this.#subject;
    const names = new Set(files.map(({ file }) => file));
    const library = new DocumentLibrary(documents, { root });
    const written = documents.filter(({ file }) => names.has(file));
    const { contracts, findings } = normalizeContracts(written, library, options);
    if (findings.some(isError)) return undefined;
    return checkValues(contracts, () => undefined).some(isError)
      ? undefined
      : compileExampleApi(contracts, limits, guard);
  }
}

const isError = ({ severity }: { readonly severity: string }): boolean => severity === 'error';
