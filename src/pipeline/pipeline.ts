import type { Contract } from '../contract/contract.ts';
import { compileOperation } from './compile-operation.ts';
import type { ApiLimits, CompiledOperation } from './compiled-operation.ts';
import { compileMatch, type RouteMatch } from './match.ts';
import { GateCompiler } from './validate/gate.ts';

/** The operations of an instance, ready to run. Pure: it knows no socket, no Express and no file. */
export interface Api {
  readonly operations: readonly CompiledOperation[];
  /** Finds the operation of a request by method and path (`/users/7?x=1`, mount taken off). */
  match(method: string, url: string): Match;
  /** Compiles one more validator ahead of its first use, for idle time; false when none is left. */
  warm(): boolean;
}

export type { ApiLimits, CompiledOperation, StageObserver } from './compiled-operation.ts';

export type Match = RouteMatch<CompiledOperation>;

/** Compiles the operations of an instance. Validators are compiled at first use, or one by one with `warm`. */
export function compileApi(contracts: readonly Contract[], limits: ApiLimits): Api {
  const gates = new GateCompiler();
  const operations = contracts.flatMap((contract) =>
    contract.operations.map((operation) => compileOperation(operation, gates, limits)),
  );
  return { operations, match: compileMatch(operations), warm: () => gates.compileNext() };
}
