import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DryRunAnswer } from '../../../src/inspector/protocol-dry-run.ts';
import { skipWithoutChromium } from '../../generate/browser/chromium.ts';
import { madeDetail, madeState, madeSummaries, madeSummary } from './made-requests.ts';
import { type OpenPage, usePages } from './page-browser.ts';

const detail = madeDetail();
const dryRun: DryRunAnswer = {
  outcome: 'ok',
  findings: [],
  run: { outgoing: detail.outgoing, lineage: detail.lineage, differences: detail.differences },
};
const routes = {
  state: madeState,
  requests: { requests: [], oldest: 1, newest: 0 },
  'requests/r4': detail,
  replay: () => dryRun,
};

describe('the live view', { skip: skipWithoutChromium }, () => {
  const open = usePages();

  const tell = ({ server }: OpenPage, first: number, count: number, dropped = 0): void =>
    server.tell('requests', { requests: madeSummaries(first, count), dropped, newest: first + count - 1 + dropped });
  const rowTexts = ({ page }: OpenPage): Promise<readonly string[]> =>
    page.locator('.rows [role=row] .target').allTextContents();

  async function openLive(t: { after(done: () => unknown): void }, hash = ''): Promise<OpenPage> {
    const opened = await open(t, { routes, hash });
    await opened.server.heard();
    await opened.page.getByText('No requests yet').waitFor();
    return opened;
  }

  test('shows requests as they come, the newest first, and says that there are none before', async (t) => {
    const opened = await openLive(t);
    tell(opened, 1, 3);
    await opened.page.getByText('3 requests').waitFor();
    assert.deepEqual(await rowTexts(opened), ['/orders', '/users/5c1', '/users?username=ada']);
    tell(opened, 3, 2);
    await opened.page.getByText('4 requests').waitFor();
    assert.equal((await rowTexts(opened))[0], '/users?userName=ada&tags=a&tags=b');
    assert.deepEqual(opened.complaints, []);
  });

  test('holds back what comes while paused, counts it, and goes on with it', async (t) => {
    const opened = await openLive(t);
    const { page } = opened;
    tell(opened, 1, 1);
    await page.locator('.live-count', { hasText: '1 request' }).waitFor();
    await page.keyboard.press('p');
    tell(opened, 2, 7);
    await page.locator('.waiting', { hasText: '7' }).waitFor();
    assert.equal((await rowTexts(opened)).length, 1);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('.rows[aria-rowcount="8"]').waitFor();
    assert.equal((await rowTexts(opened)).length, 8);
  });

  test('is filtered by typing, by status and by keyboard alone', async (t) => {
    const opened = await openLive(t);
    const { page } = opened;
    tell(opened, 1, 40);
    await page.getByText('40 requests').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('orders');
    await page.getByText('10 of 40').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByText('40 requests').waitFor();
    await page.getByRole('button', { name: '4xx' }).click();
    await page.getByText('10 of 40').waitFor();
    assert.equal(await page.getByRole('button', { name: '4xx' }).getAttribute('aria-pressed'), 'true');
    await page.getByRole('searchbox').fill('nobody');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('40 requests').waitFor();
  });

  test('shows a request in full, its two sides with what differs, copies it, and runs it again without sending', async (t) => {
    const opened = await openLive(t);
    const { page, server } = opened;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    tell(opened, 1, 4);
    await page.getByText('4 requests').waitFor();
    await page.keyboard.press('j');
    await page.getByRole('region', { name: 'Request', exact: true }).getByText('Incoming').waitFor();
    assert.match(page.url(), /#\/live\/r4$/);
    const marks = await page
      .locator('.sides .mark')
      .evaluateAll((all) => all.map((one) => one.firstChild?.textContent));
    assert.deepEqual(marks, [
      'renamed',
      'converted',
      'dropped',
      'moved',
      'added',
      'renamed',
      'converted',
      'added',
      'moved',
    ]);
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('Copied').waitFor();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), detail.curl);
    await page.getByRole('button', { name: 'Replay as dry run' }).click();
    await page.getByText('The same request would be sent as it was then.').waitFor();
    assert.ok(server.asked.includes('POST api/replay'));
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Request', exact: true }).waitFor({ state: 'detached' });
    assert.deepEqual(opened.complaints, []);
  });

  test('says that a request is not kept in full, and that one could not be had', async (t) => {
    const opened = await openLive(t);
    tell(opened, 1, 1);
    await opened.page.locator('.rows .target a').click();
    await opened.page.getByText('It is not kept any more.').waitFor();
    await opened.page.keyboard.press('Escape');
    await opened.server.close();
    await opened.page.locator('.rows .target a').click();
    await opened.page.getByRole('button', { name: 'Try again' }).click();
    await opened.page.getByRole('alert').getByText('The gateway does not answer.').waitFor();
  });

  test('stays fast with 100,000 requests: few rows are drawn, keys and scrolling answer, and what one looks at stays', async (t) => {
    const opened = await openLive(t);
    const { page } = opened;
    for (let first = 1; first < 100_000; first += 5000) tell(opened, first, 5000);
    await page.getByText('100,000 requests').waitFor();
    assert.ok((await rowTexts(opened)).length < 80);
    const list = page.getByRole('grid');
    await list.evaluate((element) => element.scrollTo(0, 1_500_000));
    const atMiddle = page.locator('#request-r49995');
    await atMiddle.waitFor();
    const before = await atMiddle.boundingBox();
    tell(opened, 100_001, 500);
    await page.getByText('100,500 requests').waitFor();
    await page.locator('.rows[aria-rowcount="90000"]').waitFor();
    assert.deepEqual(await atMiddle.boundingBox(), before);
    await page.getByRole('searchbox').fill('status:4xx');
    await page.getByText('22,500 of 90,000').waitFor();
    assert.deepEqual(opened.complaints, []);
  });

  test('tells what was left out under load, and loads it, once however often it is asked to', async (t) => {
    const page500 = { requests: madeSummaries(1, 9).toReversed(), oldest: 1, newest: 10 };
    const opened = await open(t, { routes: { ...routes, requests: page500 } });
    await opened.server.heard();
    opened.server.tell('requests', { requests: [madeSummary(1)], dropped: 7, newest: 1 });
    opened.server.tell('requests', { requests: [madeSummary(10)], dropped: 8, newest: 10 });
    await opened.page.getByRole('button', { name: '8 left out' }).dblclick();
    await opened.page.locator('.rows[aria-rowcount="10"]').waitFor();
    await opened.page.locator('.left-out').waitFor({ state: 'detached' });
    opened.server.tell('requests', { requests: [madeSummary(14)], dropped: 3, newest: 14 });
    await opened.page.getByRole('button', { name: '3 left out' }).waitFor();
  });

  test('connects again when the connection is lost, and begins anew with another process, what is held back included', async (t) => {
    let state = madeState;
    const opened = await open(t, { routes: { ...routes, state: () => state } });
    const { page, server } = opened;
    await server.heard();
    tell(opened, 1, 5);
    await page.getByText('5 requests').waitFor();
    await page.keyboard.press('p');
    tell(opened, 6, 4);
    await page.locator('.waiting', { hasText: '4' }).waitFor();
    state = { ...madeState, startedMs: madeState.startedMs + 1 };
    server.cut();
    await page.getByText('Paused').waitFor({ state: 'attached' });
    await page.getByText('No requests yet').waitFor();
    await page.locator('.waiting').waitFor({ state: 'detached' });
    await page.keyboard.press('p');
    await page.locator('.dot.open').waitFor();
    tell(opened, 1, 2);
    await page.getByText('2 requests').waitFor();
  });
});
