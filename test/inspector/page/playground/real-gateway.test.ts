import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { skipWithoutChromium } from '../../../generate/browser/chromium.ts';
import { inspectedGateway } from '../../inspected-gateway.ts';
import { sharedBrowser, usePages } from '../page-browser.ts';

/** Nothing else has these in it. */
const planted = { secret: 'plantedPlayground77', pin: 'plantedPin77', environment: 'PLAYGROUND_TEST_SECRET' };

const contract = {
  title: 'Users',
  upstream: { name: 'users', headers: { 'x-api-key': { secret: planted.environment } } },
  operations: {
    findUsers: {
      route: 'GET /users',
      upstream: { route: 'GET /v1/people' },
      query: {
        required: ['userName'],
        properties: {
          userName: { type: 'string', 'x-upstream': 'username' },
          born: { type: 'string', format: 'date', 'x-upstream': { codec: { date: 'dd.MM.yyyy' } } },
          pin: { type: 'string', 'x-sensitive': true, maxLength: 20 },
        },
      },
      examples: [{ request: { route: 'GET /users?userName=ada' }, sends: { route: 'GET /v1/people?username=ada' } }],
    },
  },
};

describe('the page of a gateway', { skip: skipWithoutChromium }, () => {
  usePages();

  async function open(t: TestContext): Promise<{ page: Page; complaints: string[] }> {
    process.env[planted.environment] = planted.secret;
    t.after(() => delete process.env[planted.environment]);
    const { origin, token } = await inspectedGateway(t, { contracts: contract });
    const page = await (await sharedBrowser()).newPage();
    t.after(() => page.close());
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${origin}/inspector/#token=${token}`);
    await page.getByText('No requests yet').waitFor();
    return { page, complaints };
  }

  test('shows its contracts, tries what is typed by the functions that serve, and holds no secret', async (t) => {
    const { page, complaints } = await open(t);
    await page.keyboard.press('2');
    await page.getByRole('link', { name: '/users', exact: true }).click();
    await page.locator('.arrows .codec', { hasText: 'date dd.MM.yyyy' }).waitFor();
    await page.getByRole('table').getByText(`secret ${planted.environment}`).waitFor({ state: 'attached' });
    const contracts = await page.content();
    await page.getByRole('link', { name: 'Try it in the playground' }).click();
    await page.getByText('It fits, and would be sent to users (findUsers).').waitFor();
    await page.getByRole('region', { name: 'Mapping' }).getByText(`secret ${planted.environment}`).waitFor();
    const path = page.getByLabel('Path and query, or a curl line');
    await path.fill('/users?born=10.12.1815');
    await page.getByText('The caller would be answered with 400 invalid-request (findUsers).').waitFor();
    assert.match((await page.locator('.violations').textContent()) ?? '', /userName.*born/s);
    const outcome = page.getByRole('region', { name: 'Outcome' });
    const told = [contracts, await outcome.innerHTML()];
    await path.fill(`/users?userName=ada&pin=${planted.pin}`);
    await outcome.getByText('pin').first().waitFor();
    told.push(await outcome.innerHTML());
    await path.fill(`/users?userName=ada&pin=${planted.pin.repeat(2)}`);
    await page.locator('.violations', { hasText: 'pin' }).waitFor();
    told.push(await outcome.innerHTML());
    for (const text of told)
      for (const value of [planted.secret, planted.pin]) assert.ok(!text.includes(value), `${value} is shown`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('"titel": 1, ');
    const findings = page.getByRole('region', { name: 'Findings' });
    await findings.getByText('titel').first().waitFor();
    await findings.getByText('1:2', { exact: true }).waitFor();
    assert.deepEqual(complaints, []);
  });
});
