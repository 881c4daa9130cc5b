import type { UnknownPolicies } from '../../contract/contract.ts';
import { TypedContract } from '../../contract/typed-contract.ts';
import { type ExplainOptions, explainRequest } from '../../explain/explain-request.ts';
import { maskedSecrets } from '../../explain/masked-values.ts';
import { vetContracts } from '../../pipeline/vet-contracts.ts';
import type { DryRunAnswer, DryRunRequest } from '../protocol-dry-run.ts';
import { dryRunView, findingView } from './dry-run-view.ts';
import { typedIncoming } from './typed-incoming.ts';

/** What of the served options holds for what is typed in. */
export interface DryRunOptions extends ExplainOptions {
  readonly unknown: UnknownPolicies;
}

/** How findings call the contract. */
const file = 'contract.json';

/**
 * Says what is wrong with a contract, and what becomes of a request by it: with the very functions that serve requests, and nothing
 * but what was typed in. No file, no environment, no codec of the app.
 */
export function dryRun({ contract, request }: DryRunRequest, options: DryRunOptions): DryRunAnswer {
  const { contracts, library, findings } = vetContracts([new TypedContract(file, contract)], {
    codecs: new Map(),
    secrets: maskedSecrets,
    missingSecret: 'warning',
    secretFiles: 'mask',
    root: '/',
    unknown: options.unknown,
  });
  const told = { findings: findings.map(findingView) };
  if (request === undefined || findings.some(({ severity }) => severity === 'error')) return { outcome: 'ok', ...told };
  const typed = typedIncoming(request);
  if ('unreadable' in typed) return { outcome: 'unreadable', detail: typed.unreadable, ...told };
  const { incoming } = typed;
  const explained = explainRequest(contracts, options, incoming);
  const operation = contracts
    .flatMap(({ operations }) => operations)
    .find(({ name }) => name === explained.operation?.name);
  const locate = (name: string, pointer: string) => library.locate(name, pointer);
  return { outcome: 'ok', ...told, run: dryRunView(explained, { mount: '', operation, incoming, locate }) };
}
