import { refuseErrors } from '../options/refuse-errors.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { type Api, compileApi } from '../pipeline/pipeline.ts';
import { vetContracts } from '../pipeline/vet-contracts.ts';

/**
 * Compiles the contracts of the option `candidate`; `undefined` where there is none.
 *
 * Fails: a `ContractError` with their findings, as for the contracts that serve: whoever tries a candidate wants to know.
 */
export function startCandidate(options: ResolvedOptions): Api | undefined {
  const { candidate } = options;
  if (candidate === undefined) return undefined;
  const { contracts, findings } = vetContracts(candidate.contracts, {
    root: options.root,
    codecs: new Map(Object.entries(options.codecs)),
    secrets: process.env,
    missingSecret: 'error',
    unknown: candidate.unknown,
  });
  refuseErrors('contracts', findings);
  for (const finding of findings) options.onWarning(finding);
  return compileApi(contracts, { ...options.limits, now: options.now });
}
