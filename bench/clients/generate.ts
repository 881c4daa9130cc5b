import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, type Peer, peers } from './peers.ts';

const here = import.meta.dirname;

/** Where the client of an API stands. */
export const folderOf = (peer: Peer, api: Api): string => join(here, 'generated', peer.name, api);

/** Writes every client anew, the users and orders three times. Out: the median time of that in seconds, by peer. */
export function generateAll(): ReadonlyMap<string, number> {
  rmSync(join(here, 'generated'), { recursive: true, force: true });
  const seconds = new Map<string, number[]>();
  for (const peer of peers) generateOnce(peer, 'trial');
  // In turn, so that whatever else happens on the machine hits all alike.
  for (let round = 0; round < 3; round += 1) {
    for (const peer of peers)
      seconds.set(peer.name, [...(seconds.get(peer.name) ?? []), generateOnce(peer, 'examples')]);
  }
  return new Map([...seconds].map(([name, all]) => [name, median(all)]));
}

/** The bytes and the number of the files that stand in a folder. */
export function sizeOf(folder: string): { readonly files: number; readonly bytes: number } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return { files: files.length, bytes: files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) };
}

/** Runs a program of Node. Fails: throws with what it wrote. */
export function runNode(words: readonly string[], cwd: string): number {
  const from = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')} failed:\n${stdout}${stderr}`);
  return (performance.now() - from) / 1000;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

function generateOnce(peer: Peer, api: Api): number {
  const folder = folderOf(peer, api);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return runNode(peer.generate(api, folder), here);
}
