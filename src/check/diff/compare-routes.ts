import type { Operation } from '../../contract/contract.ts';
import type { Noted } from './change.ts';
import { placeOf } from './compare-terms.ts';
import type { OperationPair } from './operation-pair.ts';
import { type Trials, witnessOf } from './witness-request.ts';

/** What changed of an operation's name and route. */
export function compareRoutes({ before, after, trials }: OperationPair): Noted[] {
  const base = { side: 'callers', name: '', before: placeOf(before), after: placeOf(after) } as const;
  const changes: Noted[] = [];
  if (before.name !== after.name) {
    const message = `it was called \`${before.name}\`; its route is the same, and generated clients call it otherwise`;
    changes.push({ ...base, in: 'operation', effect: 'compatible', kind: 'operation-renamed', message });
  }
  if (routeShape(before) === routeShape(after)) return changes;
  const message = `its route is ${routeText(after)}, and was ${routeText(before)}`;
  const found = { ...base, in: 'route', kind: 'route', message } as const;
  const trial = trials.try(before);
  if (trial === undefined)
    return [...changes, { ...found, effect: 'unknown', because: 'no request was found that tells' }];
  if (trial.after?.outcome.ok !== true)
    return [...changes, { ...found, effect: 'breaking', witness: witnessOf(trial) }];
  const because = `requests of the old route are taken by \`${trial.after.operation.name}\``;
  return [...changes, { ...found, effect: 'unknown', because }];
}

/** What a route is to callers: the names of its parameters are not part of it. */
export function routeShape({ method, segments }: Operation): string {
  return `${method} /${segments.map((segment) => (segment.kind === 'literal' ? segment.text : '{}')).join('/')}`;
}

const routeText = ({ method, template }: Operation): string => `\`${method} ${template}\``;

/** An operation that only the older contract has. */
export function removedOperation(operation: Operation, trials: Trials): Noted[] {
  const base = { side: 'callers', in: 'operation', name: '', before: placeOf(operation) } as const;
  const message = `${routeText(operation)} is gone`;
  const trial = trials.try(operation);
  const found = { ...base, kind: 'operation-removed', message } as const;
  if (trial === undefined) return [{ ...found, effect: 'unknown', because: 'no request was found that tells' }];
  if (trial.after?.outcome.ok !== true) return [{ ...found, effect: 'breaking', witness: witnessOf(trial) }];
  return [{ ...found, effect: 'unknown', because: `its requests are taken by \`${trial.after.operation.name}\`` }];
}

/** An operation that only the newer contract has. */
export function addedOperation(operation: Operation): Noted[] {
  const base = { side: 'callers', in: 'operation', name: '', after: placeOf(operation) } as const;
  return [{ ...base, effect: 'compatible', kind: 'operation-added', message: `${routeText(operation)} is new` }];
}
