import { type Change, effects } from '../../check/diff/change.ts';
import { checkContracts } from '../../check/check-contracts.ts';
import type { OperationVerdict, Refutation } from '../../check/judge/operation-verdict.ts';
import type { Terminal } from '../terminal.ts';
import type { Workspace } from '../workspace.ts';

/**
 * Decides what is unknown towards the backend by the backend's own description, where the newer contract names it (`expects`): all
 * that is sent is taken, or some of it is refused where something changed.
 */
export async function judgeBackend(
  changes: readonly Change[],
  { contracts, library, options }: Workspace,
  terminal: Terminal,
): Promise<readonly Change[]> {
  const asked = new Set(changes.filter(isOpen).map(({ operation }) => operation));
  const concerned = contracts
    .map((contract) => ({
      ...contract,
      operations: contract.operations.filter(({ name, upstream }) => asked.has(name) && upstream.expects !== undefined),
    }))
    .filter(({ operations }) => operations.length > 0);
  if (concerned.length === 0) return changes;
  const { root, limits } = options;
  const onProgress = ({ name }: { name: string }): void => terminal.showProgress(`comparing ${name} with its backend`);
  const report = await checkContracts(concerned, { library, root, limits, onProgress });
  terminal.showProgress('');
  const verdicts = new Map(
    report.contracts.flatMap(({ operations }) => operations.map(({ operation, verdict }) => [operation.name, verdict])),
  );
  const all = changes.map((change) => (isOpen(change) ? judged(change, verdicts.get(change.operation)) : change));
  const names = [...new Set(all.map(({ operation }) => operation))];
  return names.flatMap((name) =>
    all
      .filter(({ operation }) => operation === name)
      .sort((one, other) => effects.indexOf(one.effect) - effects.indexOf(other.effect)),
  );
}

const isOpen = ({ side, effect }: Change): boolean => side === 'backend' && effect === 'unknown';

function judged(change: Change, verdict: OperationVerdict | undefined): Change {
  if (verdict?.kind === 'proved') {
    return { ...change, effect: 'compatible', because: 'its description takes all that is sent (proved)' };
  }
  if (verdict?.kind !== 'refuted') return change;
  const found = verdict.refutations.find((refutation) => isAbout(refutation, change));
  if (found === undefined) return change;
  return { ...change, effect: 'breaking', because: `its description refuses it: ${found.because}; ${found.cure}` };
}

/** Only what changed is told here; what was refused before is the business of `paramap check`. */
function isAbout({ in: location, name }: Refutation, change: Change): boolean {
  if (location !== change.in) return false;
  return location === 'body' || name.toLowerCase() === change.name.toLowerCase();
}
