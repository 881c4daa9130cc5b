import { checkStart } from '../middleware/check-start.ts';
import { partMounts } from '../options/part-mounts.ts';
import { givenInCode } from '../options/resolve-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';

/** What a gateway would be made of. */
export interface CheckedGateway {
  readonly options: ResolvedOptions;
  /** Absolute paths of all files that were read. */
  readonly files: readonly string[];
}

/**
 * Makes every check of `createGateway()`, and no gateway: for a process that leaves the serving to others.
 *
 * Fails: a `ContractError` that holds the findings of options or contracts. Warnings go to `onWarning`.
 */
export function checkGateway(given: object): CheckedGateway {
  const checked = partMounts({ ...given }, givenInCode('gateway')).map(({ options, use }) => checkStart(options, use));
  const [first] = checked;
  if (first === undefined) throw new Error('options without a mount were accepted');
  return { options: first.options, files: [...new Set(checked.flatMap(({ files }) => files))] };
}
