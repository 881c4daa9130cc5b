import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { skipWithout } from '../../support/needed-program.ts';

const program = 'chromium';

/** For the `skip` of tests that need the browser: the reason, where this machine has none. */
export const skipWithoutChromium = skipWithout(program);

/** Starts the system's Chromium without a window. Fails: throws where there is none. */
export async function startChromium(): Promise<Browser> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const executablePath = folders.map((folder) => join(folder, program)).find(existsSync);
  if (executablePath === undefined) throw new Error(`there is no ${program} on the PATH`);
  // Machines that run tests have little shared memory, and the browser would run out of it.
  return chromium.launch({ executablePath, args: ['--disable-dev-shm-usage'] });
}
