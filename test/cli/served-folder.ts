import type { TestContext } from 'node:test';
import { type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { folderWith } from './paramap-process.ts';

/** What stands in the folder. */
export interface ServedFiles {
  /** `users.contract.json`. */
  readonly contract: object;
  /** Options beside the contracts and the upstream. */
  readonly config: object;
  readonly others?: Readonly<Record<string, object | string>> | undefined;
}

/** A folder for `paramap serve` with an upstream that echoes, until the test is over. */
export async function servedFolder(
  t: TestContext,
  { contract, config, others }: ServedFiles,
): Promise<{ upstream: EchoUpstream; folder: string }> {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const folder = await folderWith(t, {
    'paramap.config.json': {
      contracts: '*.contract.json',
      upstreams: { users: { targets: [upstream.url] } },
      ...config,
    },
    'users.contract.json': contract,
    ...others,
  });
  return { upstream, folder };
}
