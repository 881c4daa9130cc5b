import assert from 'node:assert/strict';
import * as random from 'fast-check';
import type { Change, Effect } from '../../../src/check/diff/change.ts';
import { diffContracts } from '../../../src/check/diff/diff-contracts.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { normalize } from '../../support/contract.ts';
import { limits } from '../../support/pipeline.ts';

/** A contract with one operation `find`, `GET /users`. */
export const contractOf = (operation: object, root: object = {}): object => ({
  title: 'Users',
  upstream: { name: 'users' },
  operations: { find: { route: 'GET /users', upstream: { route: 'GET /v1/users' }, ...operation } },
  ...root,
});

/** What changed from one contract to the other. */
export function changesBetween(before: object, after: object): readonly Change[] {
  return diffContracts({ before: load(before), after: load(after), limits, random }).changes;
}

function load(contract: object): readonly Contract[] {
  const { contracts, findings } = normalize([contract]);
  assert.deepEqual(
    findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  return contracts;
}

/** Changes in short: `breaking callers takes-less query age`. */
export const short = (changes: readonly Change[], side?: Change['side']): string[] =>
  changes
    .filter((change) => side === undefined || change.side === side)
    .map(({ effect, side: whose, kind, in: place, name }) =>
      [effect, whose, kind, place, name].filter(Boolean).join(' '),
    );

/** The gravest effect on one side. */
export function gravest(changes: readonly Change[], side: Change['side']): Effect | 'none' {
  const order: readonly Effect[] = ['breaking', 'unknown', 'compatible'];
  return order.find((effect) => changes.some((change) => change.side === side && change.effect === effect)) ?? 'none';
}
