import { dirname, resolve } from 'node:path';
import type { Finding } from '../../contract/finding.ts';
import type { ContractSource } from '../../contract/load-contracts.ts';
import type { GatewayOptions } from '../../options/gateway-options.ts';
import { partMounts } from '../../options/part-mounts.ts';
import { type OptionUse, resolveOptions } from '../../options/resolve-options.ts';
import type { ResolvedOptions } from '../../options/resolved-options.ts';
import type { ParsedArguments } from '../parsed-arguments.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { readOptions, section, type WrittenOptions } from '../written-options.ts';
import type { ServedMount } from './served-contract.ts';

/** What is to be served, as the flags and the options' file say at the moment. */
export interface WrittenGateway {
  readonly options: GatewayOptions;
  /** Of the root or the first mount; what belongs to the server is the same for all of them. */
  readonly resolved: ResolvedOptions;
  /** The root and the mounts, each with what holds there. */
  readonly mounts: readonly ServedMount[];
  /** Where contracts come from. */
  readonly sources: readonly SourcesBelow[];
  /** Warnings about the file itself, which a gateway does not know of. */
  readonly warnings: readonly Finding[];
}

/** Patterns and paths of contracts, and the folder where they start. */
export interface SourcesBelow {
  /** Absolute. */
  readonly root: string;
  readonly contracts: readonly ContractSource[];
}

/**
 * Reads the options of a gateway and checks them, so that findings know their line in the file.
 *
 * Fails: rejects with `UsageError` for flags that make no sense, with `ContractError` for options with errors.
 */
export async function readGateway(given: ParsedArguments, terminal: Terminal): Promise<WrittenGateway> {
  const { value, use } = withFlags(await readOptions(given, given.all('contracts'), terminal), given);
  const mounts: ServedMount[] = [];
  if (!isGatewayOptions(value, use, mounts)) throw new TypeError('options with errors were accepted');
  const resolved = mounts.map(({ options }) => options);
  const [first] = resolved;
  if (first === undefined) throw new TypeError('options without a mount were accepted');
  const candidates = resolved.flatMap(({ root, candidate }) =>
    candidate === undefined ? [] : [{ root, contracts: candidate.contracts }],
  );
  return { options: value, resolved: first, mounts, sources: [...resolved, ...candidates], warnings: use.found };
}

/** The path of the options' file, whether it is there or not. */
export function configPath(given: ParsedArguments, { folder }: Pick<Terminal, 'folder'>): string {
  return resolve(folder, given.one('config') ?? 'paramap.config.json');
}

/** The folder that a source stands in; of a glob the one where it begins, up to the first sign of it. */
export function folderOf(source: string, root: string): string {
  const begin = source.search(/[*?[{(!]/);
  return dirname(resolve(root, begin === -1 ? source : `${source.slice(0, begin)}x`));
}

/** The gateway checks the same again, as it always does. */
function isGatewayOptions(value: object, use: OptionUse, resolved: ServedMount[]): value is GatewayOptions {
  for (const mount of partMounts({ ...value }, use)) {
    resolved.push({
      prefix: mount.prefix,
      options: resolveOptions({ ...mount.options, onWarning: () => {} }, mount.use),
    });
  }
  return true;
}

function withFlags(written: WrittenOptions, given: ParsedArguments): WrittenOptions {
  const { value } = written;
  const host = given.one('host');
  const port = given.one('port');
  const workers = given.one('workers');
  const listen = {
    ...section(value['listen']),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port: portNumber(port) }),
    ...(workers !== undefined && { workers: workerNumber(workers) }),
  };
  // A section that neither the file nor a flag has is left out.
  return Object.keys(listen).length === 0 ? written : { ...written, value: { ...value, listen } };
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`--port is a number from 0 to 65535, not ${text}`);
  }
  return Number(text);
}

function workerNumber(text: string): number | 'auto' {
  if (text === 'auto') return text;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new UsageError(`--workers is a number from 1, or \`auto\`, not ${text}`);
  return Number(text);
}
