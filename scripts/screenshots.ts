import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startChromium } from '../test/generate/browser/chromium.ts';
import { startInspectedGateway } from './screenshots/inspected-gateway.ts';
import { sendTraffic } from './screenshots/send-traffic.ts';

/**
 * Takes the pictures of the inspector that the README and the documentation show, in `docs/images/`: of a gateway in front of the demo's backend, with the
 * contracts of the examples, in the system's Chromium.
 */
const folder = join(import.meta.dirname, '..', 'docs', 'images');

interface Picture {
  readonly name: string;
  readonly view: string;
  readonly colorScheme: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  /** Makes the page ready; ends when what is to be seen is there. */
  readonly prepare: (page: Page) => Promise<unknown>;
}

const openNewest = async (page: Page): Promise<void> => {
  await page.locator('.rows .target a').first().click();
  await page.getByRole('region', { name: 'Mapping' }).waitFor();
};

const pictures: readonly Picture[] = [
  { name: 'inspector-request', view: 'live', colorScheme: 'light', prepare: openNewest },
  { name: 'inspector-request-dark', view: 'live', colorScheme: 'dark', prepare: openNewest },
  {
    name: 'inspector-live',
    view: 'live',
    colorScheme: 'light',
    prepare: (page) => page.locator('.rows [role=row]').nth(20).waitFor(),
  },
  {
    name: 'inspector-contracts',
    view: 'contracts',
    colorScheme: 'light',
    prepare: async (page) => {
      await page.locator('.rows a').first().click();
      await page.getByRole('heading', { name: 'findUsers' }).waitFor();
      await page.getByText('The check runs').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'inspector-playground',
    view: 'playground',
    colorScheme: 'light',
    prepare: (page) => page.getByText('Outgoing').first().waitFor(),
  },
  {
    name: 'inspector-upstreams',
    view: 'upstreams',
    colorScheme: 'light',
    size: { width: 1280, height: 480 },
    prepare: (page) => page.getByRole('rowheader', { name: 'users-b' }).waitFor(),
  },
  {
    name: 'inspector-insights',
    view: 'insights',
    colorScheme: 'light',
    prepare: async (page) => {
      // Failures have to show in two slices of the window; the other pictures took longer than one.
      await sendTraffic(gateway.url);
      await page.reload();
      await page.locator('.insight summary').first().click();
      await page.locator('.insight').getByText('as before').waitFor();
    },
  },
];

const gateway = await startInspectedGateway();
const browser = await startChromium();
try {
  await sendTraffic(gateway.url);
  mkdirSync(folder, { recursive: true });
  for (const picture of pictures) await take(picture);
} finally {
  await browser.close();
  await gateway.close();
}

async function take({ name, view, colorScheme, size = { width: 1280, height: 800 }, prepare }: Picture): Promise<void> {
  const page = await browser.newPage({ colorScheme, viewport: size });
  await page.goto(gateway.link);
  await page.locator('.dot.open').waitFor();
  await page.evaluate(`location.hash = '#/${view}'`);
  await prepare(page);
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  await page.close();
  // A third of the size, where the program is there; the picture is the same to the eye.
  spawnSync('pngquant', ['--quality', '90-100', '--force', '--output', path, path], { stdio: 'inherit' });
  console.log(`${name}.png ${Math.ceil(statSync(path).size / 1000)} kB`);
}
