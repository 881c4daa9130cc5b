import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startChromium } from '../../generate/browser/chromium.ts';
import { type Answer, type PageServer, startPageServer } from './page-server.ts';

/** A page of the inspector in a browser, with everything that it complained of and asked for. */
export interface OpenPage {
  readonly page: Page;
  readonly server: PageServer;
  /** What it printed or threw. */
  readonly complaints: readonly string[];
  /** Addresses outside the inspector that it asked for. */
  readonly strangers: readonly string[];
}

/** What a page is opened with; `hash` is where it begins, `#/live` for example. */
export interface Opening {
  readonly routes: Readonly<Record<string, Answer>>;
  readonly hash?: string;
  readonly options?: Parameters<Browser['newPage']>[0];
}

interface Closing {
  after(done: () => unknown): void;
}

let users = 0;
let browser: Promise<Browser> | undefined;

/**
 * Says that the tests of a `describe` open pages: the browser is started for the first, and ends after the last `describe` of the
 * process that said so.
 */
export function usePages(): (t: Closing, opening: Opening) => Promise<OpenPage> {
  users += 1;
  after(async () => {
    users -= 1;
    if (users > 0) return;
    await (await browser)?.close();
    browser = undefined;
  });
  return open;
}

/** The browser of the tests of this process; only for those that called `usePages`. */
export function sharedBrowser(): Promise<Browser> {
  browser ??= startChromium();
  return browser;
}

async function open(t: Closing, opening: Opening): Promise<OpenPage> {
  const server = await startPageServer(opening.routes);
  t.after(() => server.close());
  return { ...(await openAt(t, `${server.url}${opening.hash ?? ''}`, opening.options)), server };
}

/** Opens the page of a gateway. In: its link. Out: as `open`, without a server made by hand. */
export async function openAt(
  t: Closing,
  link: string,
  options?: Opening['options'],
): Promise<Omit<OpenPage, 'server'>> {
  const page = await (await sharedBrowser()).newPage(options);
  t.after(() => page.close());
  const complaints: string[] = [];
  const strangers: string[] = [];
  const own = new URL('.', link.split('#', 1)[0]).href;
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(own)) strangers.push(request.url());
  });
  page.setDefaultTimeout(10_000);
  await page.goto(link);
  return { page, complaints, strangers };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Holds that axe finds no violation in what the page shows; of all its rules, or of one. */
export async function assertAccessible(page: Page, rule?: string): Promise<void> {
  await page.evaluate(`if (!window.axe) { ${axe} }`);
  const violations: unknown =
    await page.evaluate(`axe.run(${rule === undefined ? '{}' : `{ runOnly: ['${rule}'] }`}).then(({ violations }) => violations.map(
    ({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join('; ')))`);
  assert.deepEqual(violations, []);
}

/** Holds that nothing sticks out at the side of the page. */
export async function assertFits(page: Page): Promise<void> {
  assert.deepEqual(
    await page.evaluate('[document.documentElement.scrollWidth > innerWidth, document.body.scrollWidth > innerWidth]'),
    [false, false],
  );
}
