import type { Contract, Operation } from '../contract/contract.ts';
import { heldOperations, type OperationSource } from '../contract/operation-source.ts';
import { compileOperation } from './compile-operation.ts';
import { withoutInherited } from '../emit/without-inherited.ts';
import type { ApiLimits, CompiledOperation } from './compiled-operation.ts';
import { compileMatch, type RouteMatch } from './match.ts';
import { GateCompiler } from './validate/gate.ts';

/** The operations of an instance, ready to run. Pure: it knows no socket, no Express and no file. */
export interface Api {
  /** Every operation, compiled. */
  readonly operations: readonly CompiledOperation[];
  /** Finds the operation of a request by method and path (`/users/7?x=1`, mount taken off), and compiles it at its first use. */
  match(method: string, url: string): Match;
  /**
   * Compiles one more operation or validator ahead of its first use, for idle time; false when nothing is left to do.
   * `whenCompiled` is told of each operation.
   */
  warm(whenCompiled?: (operation: Operation) => void): boolean;
  /** How much was compiled so far. */
  counts(): CompiledCounts;
}

/** How much was compiled. */
export interface CompiledCounts {
  readonly operations: number;
  readonly validators: number;
}

export type { ApiLimits, CompiledOperation, StageObserver } from './compiled-operation.ts';

/** What a request leads to. */
export type Match = RouteMatch<CompiledOperation>;

/** Each takes some 200 KB once it is compiled: of more than these most are never asked for, and the others can wait. */
const mostWarmed = 100;

/** Compiles the operations of contracts, each at its first use or with `warm`, as its validators are. */
export function compileApi(contracts: readonly Contract[], limits: ApiLimits): Api {
  return compileSources(heldOperations(contracts), limits);
}

/** The same for operations that are read when they are needed. */
export function compileSources(sources: readonly OperationSource[], limits: ApiLimits): Api {
  const gates = new GateCompiler();
  const pending = sources.map((source) => new PendingOperation(source, { gates, limits }));
  const find = compileMatch(pending);
  const ahead = pending.slice(0, mostWarmed).values();
  return {
    get operations() {
      return pending.map((one) => one.compiled());
    },
    match: (method, url) => {
      const found = find(method, url);
      if (found.kind !== 'operation') return found;
      return { kind: 'operation', operation: found.operation.compiled(), pathValues: found.pathValues };
    },
    warm: (whenCompiled = () => {}) => {
      if (gates.compileNext()) return true;
      const next = ahead.next();
      if (next.done === true) return false;
      whenCompiled(next.value.compiled().operation);
      return true;
    },
    counts: () => ({ operations: pending.filter(({ isCompiled }) => isCompiled).length, validators: gates.compiled }),
  };
}

/** An operation that waits for its first request. */
class PendingOperation {
  readonly operation: OperationSource;
  readonly #compiling: { readonly gates: GateCompiler; readonly limits: ApiLimits };
  #compiled: CompiledOperation | undefined;
  #failure: unknown;

  constructor(source: OperationSource, compiling: { readonly gates: GateCompiler; readonly limits: ApiLimits }) {
    this.operation = source;
    this.#compiling = compiling;
  }

  get isCompiled(): boolean {
    return this.#compiled !== undefined;
  }

  /** Fails: throws what compiling it threw; everything that could make it fail was found at the start, but for our defects. */
  compiled(): CompiledOperation {
    return this.#compiled ?? this.#compile();
  }

  #compile(): CompiledOperation {
    // What failed once fails always; to try again would cost every request milliseconds.
    if (this.#failure !== undefined) throw this.#failure;
    const { gates, limits } = this.#compiling;
    try {
      this.#compiled = withoutInherited(() => compileOperation(this.operation.read(), gates, limits));
      return this.#compiled;
    } catch (cause) {
      this.#failure = new Error(`\`${this.operation.name}\` cannot be compiled`, { cause });
      throw this.#failure;
    }
  }
}
