import type { Contract } from '../contract/contract.ts';
import type { Finding } from '../contract/finding.ts';
import { loadContracts } from '../contract/load-contracts.ts';
import { normalizeContracts } from '../contract/normalize.ts';
import { refuseErrors } from '../options/refuse-errors.ts';
import { type OptionUse, resolveOptions } from '../options/resolve-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { type Api, compileApi } from '../pipeline/pipeline.ts';
import { createRefuse } from './answer.ts';
import { createInstance, type Instance } from './instance.ts';
import { judgeUpstreams } from './judge-upstreams.ts';
import { createSender } from './sender.ts';

/**
 * Takes options to an instance that is ready for requests: the start of `paramap()` and `createGateway()`, synchronously.
 *
 * Fails: a `ContractError` with the findings of all options, or with those of all contracts. Warnings go to `onWarning`.
 */
export function startInstance(given: unknown, use: OptionUse): Instance {
  const options = resolveOptions(given, use);
  const { contracts, findings } = readContracts(options);
  refuseErrors('contracts', findings);
  for (const finding of findings) options.onWarning(finding);
  const api = compileApi(contracts, options.limits);
  warmInIdleTime(api);
  const refuse = createRefuse(options);
  return createInstance({ options, api, refuse, sender: createSender(options, refuse) });
}

/** Reads and completes the contracts, with every finding about them, those about their upstreams included. */
export function readContracts(options: ResolvedOptions): {
  contracts: readonly Contract[];
  findings: readonly Finding[];
} {
  const loaded = loadContracts(options.contracts, { root: options.root });
  const { contracts, findings } = normalizeContracts(loaded.documents, loaded.library, {
    codecs: new Map(Object.entries(options.codecs)),
    secrets: process.env,
    missingSecret: 'error',
    unknown: options.unknown,
  });
  return {
    contracts,
    findings: [...loaded.findings, ...findings, ...judgeUpstreams(contracts, loaded.library, options)],
  };
}

/**
 * Compiles one validator whenever nothing else is to do; whoever comes first, a request or this, compiles it. One that
 * cannot be compiled must not end the process from a timer: its requests are answered with 500, and this says why.
 */
function warmInIdleTime(api: Api): void {
  const next = () => {
    try {
      if (api.warm()) setTimeout(next, 1).unref();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
      setTimeout(next, 1).unref();
    }
  };
  setTimeout(next, 1).unref();
}
