import { readFileSync } from 'node:fs';
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
  const browser = await startChromium().catch(async (error: unknown) => {
    await api.close();
    throw error;
  });
  const page = await browser.newPage();
  const home = `${api.origin}/page`;
  await page.goto(home);
  return {
    api,
    // The values are JSON both ways; what the page's function throws, this throws.
    call: async (call) =>
      JSON.parse(await page.evaluate(`call(${JSON.stringify(call)}).then((told) => JSON.stringify(told))`)),
    visit: async (path) => {
      await page.goto(`${api.origin}${path}`);
      await page.goto(home);
    },
    readableCookies: () => page.evaluate('document.cookie'),
    forgetCookies: () => page.context().clearCookies(),
    close: async () => {
      await browser.close();
      await api.close();
    },
  };
}
