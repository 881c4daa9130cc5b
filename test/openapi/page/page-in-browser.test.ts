import assert from 'node:assert/strict';
import http from 'node:http';
import { after, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { paramap } from '../../../src/index.ts';
import { skipWithoutChromium, startChromium } from '../../generate/browser/chromium.ts';
import { listen } from '../../support/listen.ts';

const hostile =
  '"><script>document.title = \'taken\'</script><img src="http://127.0.0.1:9/x" onerror="document.title=\'taken\'">';

const contract = {
  title: `Users ${hostile}`,
  version: '1.0.0',
  upstream: { name: 'users' },
  operations: {
    findUsers: {
      summary: 'Find users',
      description: hostile,
      route: 'GET /users',
      query: { properties: { name: { type: 'string', description: hostile, examples: [hostile] } } },
      responses: { '200': { content: { 'application/json': { type: 'array', items: { $ref: '#/$defs/User' } } } } },
    },
  },
  $defs: { User: { type: 'object', properties: { name: { type: 'string' }, long: { const: 'x'.repeat(300) } } } },
};

describe('the reference page in a browser', { skip: skipWithoutChromium }, () => {
  let browser: Browser | undefined;
  after(() => browser?.close());

  /** The page as a browser shows it, with everything that it complained of and asked for. */
  async function open(t: { after(done: () => unknown): void }, options: Parameters<Browser['newPage']>[0] = {}) {
    const api = paramap({
      contracts: contract,
      upstreams: { users: { targets: ['http://127.0.0.1:9'] } },
      documentation: { page: '/docs' },
    });
    const front = await listen(http.createServer((req, res) => api(req, res, () => res.writeHead(404).end())));
    browser ??= await startChromium();
    const page: Page = await browser.newPage(options);
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${front.url}/docs`);
    t.after(() => Promise.all([page.close(), front.close(), api.close()]));
    return { page, complaints, asked, url: front.url };
  }

  test('asks nobody for anything, complains of nothing, and hostile texts stay texts', async (t) => {
    const { page, complaints, asked, url } = await open(t);
    assert.equal(await page.title(), contract.title);
    assert.equal(await page.locator('script, img').count(), 0);
    assert.ok((await page.locator('main').textContent())?.includes(hostile));
    assert.deepEqual(complaints, []);
    assert.deepEqual(
      asked.filter((address) => !address.startsWith('data:')),
      [`${url}/docs`],
    );
  });

  test('can be read on a small screen, in light and in dark', async (t) => {
    const grounds = new Set<string>();
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, complaints } = await open(t, { viewport: { width: 320, height: 600 }, colorScheme });
      for (const summary of await page.locator('summary').all()) await summary.click();
      const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
      assert.deepEqual(widths, [320, 320], 'nothing sticks out');
      grounds.add(String(await page.evaluate('getComputedStyle(document.body).backgroundColor')));
      assert.deepEqual(complaints, []);
    }
    assert.equal(grounds.size, 2);
  });

  test('can be used with the keyboard alone', async (t) => {
    const { page } = await open(t);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'To the content');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.match(page.url(), /#operation-findUsers$/);
    await page.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('details[open]').count(), 1);
  });
});
