import type * as FastCheck from 'fast-check';
import type { Contract, Operation } from '../../contract/contract.ts';
import { type ApiLimits, compileApi } from '../../pipeline/pipeline.ts';
import { Memory } from '../contain/memory.ts';
import { type Change, effects, type Noted } from './change.ts';
import { compareAnswers } from './compare-answers.ts';
import { compareBodies } from './compare-body.ts';
import { compareOutgoing } from './compare-outgoing.ts';
import { compareParameters } from './compare-parameters.ts';
import { addedOperation, compareRoutes, removedOperation, routeShape } from './compare-routes.ts';
import { compareTerms } from './compare-terms.ts';
import type { OperationPair } from './operation-pair.ts';
import { PublicView } from './public-view.ts';
import { Trials } from './witness-request.ts';

/** Contracts as they were and as they are, both without errors. */
export interface ContractVersions {
  readonly before: readonly Contract[];
  readonly after: readonly Contract[];
  readonly limits: ApiLimits;
  /** Makes values where containment decides nothing, or no request shows what it found; without it none are made. */
  readonly random?: typeof FastCheck;
}

/** Everything that changed, operation by operation, and how many were compared. */
export interface ContractDiff {
  readonly operations: number;
  readonly changes: readonly Change[];
}

/**
 * What changed between two versions of contracts, for callers and towards the backend.
 *
 * What is taken and given is decided by containment of schemas; a change is only called breaking for callers' requests when a
 * request was run through both versions and is refused by the newer one. Nothing is sent. Pure, and never throws for sound
 * contracts.
 */
export function diffContracts({ before, after, limits, random }: ContractVersions): ContractDiff {
  const [old, current] = [before, after].map((contracts) => contracts.flatMap(({ operations }) => operations));
  const trials = new Trials({ before: compileApi(before, limits), after: compileApi(after, limits) }, random);
  const memory = new Memory();
  const { pairs, removed, added } = pairOperations(old ?? [], current ?? []);
  const changes = [
    ...pairs.flatMap(([was, is]) => {
      const views = { before: new PublicView(was), after: new PublicView(is) };
      return named(is.name, compareOperations({ before: was, after: is, views, trials, memory }));
    }),
    ...removed.flatMap((operation) => named(operation.name, removedOperation(operation, trials))),
    ...added.flatMap((operation) => named(operation.name, addedOperation(operation))),
  ];
  return { operations: pairs.length + removed.length + added.length, changes };
}

const named = (operation: string, noted: readonly Noted[]): Change[] =>
  [...noted]
    .sort((one, other) => effects.indexOf(one.effect) - effects.indexOf(other.effect))
    .map((change) => ({ operation, ...change }));

const compareOperations = (pair: OperationPair): Noted[] => [
  ...compareRoutes(pair),
  ...compareParameters(pair),
  ...compareBodies(pair),
  ...compareAnswers(pair),
  ...compareTerms(pair),
  ...compareOutgoing(pair),
];

/** An operation is known by its name; where that is gone, by its route. */
function pairOperations(old: readonly Operation[], current: readonly Operation[]) {
  const pairs: (readonly [Operation, Operation])[] = [];
  const left = new Set(current);
  const match = (operation: Operation, isSame: (other: Operation) => boolean): boolean => {
    const found = [...left].find(isSame);
    if (found === undefined) return false;
    left.delete(found);
    pairs.push([operation, found]);
    return true;
  };
  const unnamed = old.filter((operation) => !match(operation, ({ name }) => name === operation.name));
  const removed = unnamed.filter(
    (operation) => !match(operation, (other) => routeShape(other) === routeShape(operation)),
  );
  pairs.sort(([one], [other]) => old.indexOf(one) - old.indexOf(other));
  return { pairs, removed, added: [...left] };
}
