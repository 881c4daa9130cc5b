import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from './generate.ts';
import { type Peer, peers, type ProbeTexts } from './peers.ts';
import { strictOptions } from './weigh.ts';

const compiler = join(import.meta.dirname, 'node_modules', 'typescript', 'bin', 'tsc');

type Question = Exclude<keyof ProbeTexts, 'head'>;

/** What is asked of the types, and whether a program that does it is to compile. */
const questions: readonly { readonly key: Question; readonly label: string; readonly compiles: boolean }[] = [
  { key: 'add', label: 'a body may leave out what has a default', compiles: true },
  { key: 'misspelt', label: 'a parameter that there is not is refused', compiles: false },
  { key: 'narrowed', label: 'after one look it is the item or the problem', compiles: true },
];

/** The rows of the table: for every question whether the types of each client get it right. */
export function askTypes(): readonly (readonly string[])[] {
  return questions.map(({ key, label, compiles }) => [
    label,
    ...peers.map((peer) => {
      const message = compileProbe(peer, key);
      if ((message === '') === compiles) return 'right';
      return compiles ? `**no**: ${/TS\d+/.exec(message)?.[0]}` : '**no**';
    }),
  ]);
}

function compileProbe(peer: Peer, key: Question): string {
  const folder = folderOf(peer, 'trial');
  writeFileSync(join(folder, `probe-${key}.ts`), `${peer.probe.head}\n${peer.probe[key]}\nexport {};\n`);
  const config = join(folder, `tsconfig.${key}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions: strictOptions, files: [`probe-${key}.ts`] }));
  return spawnSync(process.execPath, [compiler, '-p', config], { cwd: folder, encoding: 'utf8' }).stdout;
}
