import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageVersion } from '../../options/package-version.ts';
import type { GeneratedFile } from '../generated-files.ts';
import { UsageError } from '../usage-error.ts';
import { section } from '../written-options.ts';
import type { ProjectPlan } from './ask-plan.ts';

/** A plan, and how its modules are named. */
export interface PlannedProject extends ProjectPlan {
  readonly extension: 'js' | 'mjs';
}

/** The package that an app is made with. */
export const appPackage = 'express';

/** The package.json that is there; `undefined` for none. Fails: throws `UsageError` where it is not JSON. */
export async function readPackage(folder: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return section(JSON.parse(text));
  } catch {
    throw new UsageError('the package.json that is there is not JSON; correct it first');
  }
}

/** The package.json with scripts and dependencies: what is there already stays, but for npm's own placeholder of a test. */
export function joinPackage(
  present: Readonly<Record<string, unknown>> | undefined,
  plan: PlannedProject,
): GeneratedFile {
  const base = present ?? { name: plan.name, version: '0.1.0', private: true, type: 'module' };
  const scripts = section(base['scripts']);
  const isPlaceholder = String(scripts['test']).includes('no test specified');
  const { test, ...others } = scripts;
  const joined = {
    ...base,
    scripts: { ...scriptsOf(plan), ...others, ...(test === undefined || isPlaceholder ? {} : { test }) },
    dependencies: { ...dependenciesOf(plan), ...section(base['dependencies']) },
  };
  return { name: 'package.json', content: `${JSON.stringify(joined, undefined, 2)}\n` };
}

function scriptsOf({ app, upstream, extension }: PlannedProject): Readonly<Record<string, string>> {
  return {
    ...(app === 'express'
      ? { start: `node server.${extension}`, dev: `node --watch server.${extension}` }
      : { start: 'paramap serve', dev: 'paramap serve --watch' }),
    ...(upstream === undefined && { backend: `node backend.${extension}` }),
    check: 'paramap check',
    test: 'paramap test && node --test',
  };
}

const dependenciesOf = ({ app }: ProjectPlan): Readonly<Record<string, string>> => ({
  ...(app === 'express' && { [appPackage]: '^5.0.0' }),
  paramap: `^${packageVersion()}`,
});
