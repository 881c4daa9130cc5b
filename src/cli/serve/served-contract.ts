import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { contractPaths } from '../../contract/load-contracts.ts';
import type { ResolvedOptions } from '../../options/resolved-options.ts';
import { section } from '../written-options.ts';

/** One contract that is served, in short. */
export interface ServedContract {
  /** Relative to where the command was called. */
  readonly file: string;
  readonly title: string;
  readonly version: string | undefined;
  /** The prefix below which it stands; empty at the root. */
  readonly mount: string;
  readonly operations: number;
  /** The names of the upstreams that its operations go to. */
  readonly upstreams: readonly string[];
}

/** One mount of a gateway, or its root. */
export interface ServedMount {
  readonly prefix: string;
  readonly options: ResolvedOptions;
}

/**
 * What stands at the head of each contract of a gateway that has started, so that no file has a fault.
 *
 * A file that was changed since, and cannot be read any more, is left out.
 */
export function servedContracts(mounts: readonly ServedMount[], folder: string): ServedContract[] {
  return mounts.flatMap(({ prefix, options }) => {
    const paths = options.contracts.flatMap((source) =>
      typeof source === 'string' ? contractPaths(source, options.root) : [],
    );
    return [...new Set(paths)].flatMap((path) => readHead(path, relative(folder, path), prefix));
  });
}

function readHead(path: string, file: string, mount: string): ServedContract[] {
  try {
    const document = section(JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')));
    const { title, version } = document;
    const operations = Object.values(section(document['operations'])).map(section);
    const ownName = section(document['upstream'])['name'];
    const names = operations.map(({ upstream }) => section(upstream)['name'] ?? ownName);
    return [
      {
        file,
        title: typeof title === 'string' ? title : file,
        version: typeof version === 'string' ? version : undefined,
        mount,
        operations: operations.length,
        upstreams: [...new Set(names.filter((name) => typeof name === 'string'))],
      },
    ];
  } catch {
    return [];
  }
}
