import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { type BrowserApi, browserApi } from './browser-api.ts';
import { startChromium } from './chromium.ts';
import type { PageCall, Told } from './in-page.ts';

/** A page in Chromium that has generated clients, and the app behind it. */
export interface ClientsPage {
  readonly api: BrowserApi;
  call(call: PageCall): Promise<Told>;
  /** Leaves for another address of the app and comes back. */
  visit(path: string): Promise<void>;
  /** The cookies that the page's own script can read. */
  readableCookies(): Promise<string>;
  forgetCookies(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a page for the clients of contract files, whose secrets are set to some text. */
export async function openClientsPage(files: readonly string[]): Promise<ClientsPage> {
  for (const file of files) {
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/"secret":\s*"(\w+)"/g)) {
      process.env[name] = 'test-key';
    }
  }
  const api = await browserApi(files);
  // What is open would keep the process of the tests alive for ever.
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await api.close();
  };
  try {
    browser = await startChromium();
    const page = await browser.newPage();
    await page.goto(`${api.origin}/page`);
    return { ...pageWith(page, api), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function pageWith(page: Page, api: BrowserApi): Omit<ClientsPage, 'close'> {
  return {
    api,
    // The values are JSON both ways; what the page's function throws, this throws.
    call: async (call) =>
      JSON.parse(await page.evaluate(`call(${JSON.stringify(call)}).then((told) => JSON.stringify(told))`)),
    visit: async (path) => {
      await page.goto(`${api.origin}${path}`);
      await page.goto(`${api.origin}/page`);
    },
    readableCookies: () => page.evaluate('document.cookie'),
    forgetCookies: () => page.context().clearCookies(),
  };
}
