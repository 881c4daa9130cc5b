import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createGateway } from '../../../src/index.ts';
import { skipWithoutChromium } from '../../generate/browser/chromium.ts';
import { echoUpstream } from '../../support/echo-upstream.ts';
import { assertAccessible, openAt, usePages } from './page-browser.ts';

/** None of these may be seen by whoever looks at the page. */
const planted = {
  secret: 'planted-secret-1f7a',
  query: 'planted-query-2c9e',
  path: 'planted-path-3d0b',
  header: 'planted-header-4e8c',
  cookie: 'planted-cookie-5a6d',
  body: 'planted-body-6b5e',
  authorization: 'planted-authorization-7c4f',
  unknown: 'planted-unknown-8d3a',
};
const sensitive = { type: 'string', 'x-sensitive': true };

const contract = {
  title: 'Accounts',
  upstream: { name: 'accounts', headers: { 'x-key': { secret: 'PLANTED_KEY' } } },
  operations: {
    openAccount: {
      route: 'POST /accounts/{pin}',
      upstream: { route: 'POST /v1/{pin}' },
      path: { properties: { pin: { ...sensitive, 'x-upstream': 'pin' } } },
      query: {
        required: ['name'],
        properties: { name: { type: 'string', 'x-upstream': 'n' }, card: { ...sensitive, maxLength: 30 } },
      },
      headers: { properties: { 'X-Answer': sensitive } },
      cookies: { properties: { sid: sensitive } },
      body: {
        content: {
          'application/json': {
            type: 'object',
            properties: { iban: { ...sensitive, 'x-upstream': 'account' }, note: { type: 'string' } },
          },
        },
      },
    },
  },
};

describe('what may not be shown', { skip: skipWithoutChromium }, () => {
  usePages();

  test('is in no view of the page of a real gateway, nor in anything that the page is sent', async (t) => {
    process.env['PLANTED_KEY'] = planted.secret;
    t.after(() => delete process.env['PLANTED_KEY']);
    const upstream = await echoUpstream();
    const gateway = createGateway({
      contracts: contract,
      upstreams: { accounts: { targets: [upstream.url] } },
      inspector: true,
      listen: { port: 0, drainMs: 0 },
      admin: { port: 0 },
      onWarning: () => {},
      onProblem: () => {},
    });
    const { url, inspector = '' } = await gateway.listen();
    t.after(async () => {
      await gateway.close();
      await upstream.close();
    });
    await sendPlanted(url);

    const { page, complaints, strangers } = await openAt(t, inspector);
    const received: Promise<string>[] = [];
    page.on('response', (response) => {
      if (!response.url().includes('/api/live')) received.push(response.text().catch(() => ''));
    });
    await page.locator('.rows[aria-rowcount="3"]').waitFor();
    let seen = await page.content();
    for (let row = 0; row < 3; row += 1) {
      await page.keyboard.press('j');
      await page.locator('.detail .stages').waitFor();
      await page.getByRole('button', { name: 'Replay as dry run' }).click();
      await page.getByRole('region', { name: 'Dry run' }).waitFor();
      for (const summary of await page.locator('.detail summary').all()) await summary.click();
      seen += await page.content();
    }
    await page.locator('.facts a').click();
    await page.getByRole('heading', { name: 'openAccount' }).waitFor();
    await assertAccessible(page);
    seen += await page.content();
    for (const view of ['contracts', 'playground', 'upstreams', 'insights']) {
      await page.evaluate(`location.hash = '#/${view}'`);
      await page.locator(`nav a[href="#/${view}"][aria-current]`).waitFor();
      await page.waitForLoadState('networkidle');
      seen += await page.content();
    }
    seen += (await Promise.all(received)).join('\n');
    assert.ok(seen.includes('openAccount') && seen.includes('harmless'), 'the requests are there');
    assert.deepEqual(
      Object.entries(planted).filter(([, value]) => seen.includes(value)),
      [],
    );
    assert.deepEqual([complaints, strangers], [[], []]);
  });
});

/** A request that fits, one that does not, and one without what it must have. */
async function sendPlanted(url: string): Promise<void> {
  const { path, query, header, cookie, body, authorization, unknown } = planted;
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${authorization}`,
    'X-Answer': header,
    'X-Unknown': unknown,
    Cookie: `sid=${cookie}`,
  };
  for (const [search, iban] of [
    [`name=harmless&card=${query}`, body],
    [`name=harmless&card=${query}${query}`, { [body]: body }],
    [`card=${query}&more=${unknown}`, body],
  ])
    await fetch(`${url}/accounts/${path}?${search}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ iban, note: 'harmless' }),
    });
}
