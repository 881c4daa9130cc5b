import type { Contract } from '../contract/contract.ts';
import type { DocumentLibrary } from '../contract/document-library.ts';
import { ContractError, type Finding } from '../contract/finding.ts';
import type { NormalizeOptions } from '../contract/normalize.ts';
import { judgeGuards } from '../middleware/judge-guards.ts';
import { judgeUpstreams } from '../middleware/judge-upstreams.ts';
import { maskedSecrets } from '../explain/masked-values.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { guardExample } from '../guard/guard-example.ts';
import { judgeExamples } from '../example/judge-examples.ts';
import { vetContracts } from '../pipeline/vet-contracts.ts';
import type { WrittenOptions } from './written-options.ts';

/** What a command works with: contracts that were loaded by options that were checked. */
export interface Workspace {
  readonly options: ResolvedOptions;
  /** Knows the lines of every file that was read. */
  readonly library: DocumentLibrary;
  /** How the contracts were completed, to do so again. */
  readonly normalization: NormalizeOptions;
  /** Only to be run where no finding is an error. */
  readonly contracts: readonly Contract[];
  readonly findings: readonly Finding[];
}

/**
 * Checks options and loads their contracts, to tell every finding; examples are run where nothing else is an error.
 *
 * A secret that is not in the environment is a warning: it is known where the gateway runs, not at an author's desk.
 * Fails: throws `ContractError` for options with errors.
 */
export function judgeWorkspace(written: WrittenOptions, environment: Environment): Workspace {
  const workspace = openWorkspace(written, { environment, judgesUpstreams: true });
  if (workspace.findings.some(isError)) return workspace;
  // With a mask for each secret: one that is not set here would be missing from what is sent.
  const { contracts, library, options } = openWorkspace(written, {
    environment: maskedSecrets,
    judgesUpstreams: false,
  });
  const examples = judgeExamples(contracts, {
    limits: options.limits,
    locate: (file, pointer) => library.locate(file, pointer),
    guard: guardExample,
  });
  return { ...workspace, findings: [...workspace.findings, ...examples] };
}

/**
 * Checks options and loads their contracts, for a command that sends nothing: no upstream is needed, and no secret is
 * read; a mask stands for each, or what `environment` holds in place of it.
 *
 * Fails: throws `ContractError` with all findings, where one of options or contracts is an error.
 */
export function openDryWorkspace(written: WrittenOptions, environment: Environment = maskedSecrets): Workspace {
  return requireSound(dryWorkspace(written, environment));
}

/** The same with its findings, errors among them. Fails: throws `ContractError` for options with errors. */
export function dryWorkspace(written: WrittenOptions, environment: Environment = maskedSecrets): Workspace {
  return openWorkspace(written, { environment, judgesUpstreams: false });
}

/** Fails: throws `ContractError` with all findings, where one of them is an error. */
export function requireSound(workspace: Workspace): Workspace {
  if (workspace.findings.some(isError)) {
    throw new ContractError('the contracts have errors', workspace.findings);
  }
  return workspace;
}

type Environment = Readonly<Record<string, string | undefined>>;

const isError = ({ severity }: Finding): boolean => severity === 'error';

function openWorkspace(
  { value, use }: WrittenOptions,
  { environment, judgesUpstreams }: { readonly environment: Environment; readonly judgesUpstreams: boolean },
): Workspace {
  const warnings: Finding[] = [];
  const onWarning = (finding: Finding): unknown => warnings.push(finding);
  // Without upstreams the options are those of an app that only rewrites, which needs none.
  const options = resolveOptions({ upstreams: {}, ...value, onWarning }, use);
  const normalization: NormalizeOptions = {
    codecs: new Map(Object.entries(options.codecs)),
    secrets: environment,
    missingSecret: 'warning',
    secretFiles: judgesUpstreams ? 'read' : 'mask',
    root: options.root,
    unknown: options.unknown,
  };
  const { contracts, library, findings } = vetContracts(options.contracts, { ...normalization, root: options.root });
  const judged = judgesUpstreams ? judgeSurroundings({ contracts, library, options }, environment) : [];
  return { options, library, normalization, contracts, findings: [...warnings, ...findings, ...judged] };
}

/** Contracts that are checked without options that send have nobody to verify credentials, and nowhere to be sent. */
function judgeSurroundings(
  { contracts, library, options }: Pick<Workspace, 'contracts' | 'library' | 'options'>,
  environment: Environment,
): Finding[] {
  const upstreams = judgeUpstreams(contracts, library, options);
  if (options.sender === 'none') return [...upstreams];
  return [...upstreams, ...judgeGuards(contracts, library, { options, environment, missingSecret: 'warning' })];
}
