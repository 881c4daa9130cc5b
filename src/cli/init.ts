import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Command, ExitCode } from './command.ts';
import { writeFiles } from './generated-files.ts';
import { askPlan } from './init/ask-plan.ts';
import { joinPackage, readPackage } from './init/package-file.ts';
import { nextSteps, projectFiles } from './init/project-files.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `paramap init`: a project that runs, with a contract, options, scripts and a test. */
export const initCommand: Command = {
  name: 'init',
  summary: 'makes a project that runs, with a contract and a test',
  usage: '[folder] [--name <name>] [--upstream <url>] [--app gateway|express] [--yes]',
  flags: {
    name: { value: 'name', help: 'what the API is called (default: as the folder)' },
    upstream: { value: 'url', help: 'where the backend is; without it an example backend comes along' },
    app: { value: 'gateway|express', help: 'a server of its own, or an Express app (default: gateway)' },
    yes: { short: 'y', help: 'asks nothing, and takes what is usual' },
  },
  examples: [
    'paramap init',
    'paramap init shop --app express',
    'paramap init shop --name Orders --upstream http://127.0.0.1:4001 --yes',
  ],
  run: init,
};

async function init(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const [named = '.', ...others] = given.positionals;
  if (others.length > 0) throw new UsageError('name one folder, or none for this one');
  const folder = resolve(terminal.folder, named);
  const present = await readPackage(folder);
  const plan = await askPlan(given, basename(folder), terminal);
  // Where a package says that its `.js` files are CommonJS, ours say themselves that they are modules.
  const extension = present === undefined || present['type'] === 'module' ? 'js' : 'mjs';
  const files = projectFiles({ ...plan, extension });
  const inTheWay = files.map(({ name }) => join(folder, name)).filter((path) => existsSync(path));
  if (inTheWay.length > 0) {
    const names = inTheWay.map((path) => relative(terminal.folder, path)).join(', ');
    throw new UsageError(`nothing is overwritten, and nothing was written: there is ${names} already`);
  }
  const ignored = existsSync(join(folder, '.gitignore')) ? [] : [{ name: '.gitignore', content: 'node_modules/\n' }];
  const joined = joinPackage(present, { ...plan, extension });
  const written = [joined, ...files, ...ignored];
  for (const { name } of written) await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFiles(folder, written, terminal);
  terminal.writeOut(nextSteps(plan, { folder: relative(terminal.folder, folder), terminal }));
  return 0;
}
