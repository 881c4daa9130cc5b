import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RequestDetail } from '../../../src/inspector/protocol-request.ts';
import { skipWithoutChromium } from '../../generate/browser/chromium.ts';
import { madeReport, madeUpstreams } from './made-reports.ts';
import { madeDetail, madeState, madeSummary } from './made-requests.ts';
import { assertAccessible, assertFits, usePages } from './page-browser.ts';

const hostile =
  '"><script>document.title=\'taken\'</script><img src="http://127.0.0.1:9/x" onerror="document.title=\'taken\'">\u202e{{7*7}}';
const long = 'x'.repeat(3000);

const problem: RequestDetail['problem'] = {
  status: 400,
  body: {
    type: 'urn:problem-type:paramap:invalid-request',
    title: hostile,
    status: 400,
    code: 'invalid-request',
    detail: `${hostile} \`${hostile}\` ${long}`,
    errors: [{ in: 'query', name: hostile, pointer: '#/', code: hostile, detail: hostile, hint: long }],
  },
};

const insights = { insights: [{ mount: '', report: madeReport }] };
const routes = {
  state: madeState,
  upstreams: madeUpstreams,
  insights,
  'insights/check': { before: 'tested', after: 'proved' },
  requests: { requests: [], oldest: 1, newest: 0 },
  'requests/r4': madeDetail(),
};

/** The same values, every text in them but ids and kinds hostile. */
function poisoned<T>(value: T): T {
  const kept = new Set(['id', 'kind', 'in', 'stage', 'fault', 'op', 'breaker', 'ejectedUntil']);
  return JSON.parse(JSON.stringify(value), (key, part: unknown) =>
    typeof part === 'string' && !kept.has(key) ? `${part}${hostile}${long}` : part,
  );
}

describe('the page', { skip: skipWithoutChromium }, () => {
  const open = usePages();

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has nothing that axe objects to, complains of nothing and asks nobody else, in ${colorScheme}`, async (t) => {
      // What differs in the dark are the colours.
      const rule = colorScheme === 'dark' ? 'color-contrast' : undefined;
      const opened = await open(t, { routes, options: { colorScheme } });
      const { page, server, complaints, strangers } = opened;
      await server.heard();
      server.tell('requests', {
        requests: [1, 2, 3, 4].map((sequence) => madeSummary(sequence)),
        dropped: 0,
        newest: 4,
      });
      await page.getByText('4 requests').waitFor();
      await assertAccessible(page, rule);
      for (const [hash, words] of [
        ['#/live/r4', 'Mapping'],
        ['#/upstreams', 'users-2'],
        ['#/insights', 'Shapes that fail'],
      ] as const) {
        await page.goto(`${server.url}${hash}`);
        await page.getByText(words, { exact: true }).waitFor();
        await assertAccessible(page, rule);
      }
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
      await assertAccessible(page, rule);
      assert.deepEqual([complaints, strangers], [[], []]);
    });
  }

  test('can be read at 320 pixels', async (t) => {
    const { page, server } = await open(t, { routes, options: { viewport: { width: 320, height: 700 } } });
    await server.heard();
    server.tell('requests', { requests: [madeSummary(4, { target: `/${long}` })], dropped: 0, newest: 4 });
    await page.locator('.rows .target').waitFor();
    await assertFits(page);
    const tabs = page.getByRole('navigation', { name: 'Views' });
    assert.equal(await tabs.evaluate((nav) => nav.scrollWidth > nav.clientWidth), false, 'every view is in sight');
    for (const hash of ['#/live/r4', '#/upstreams', '#/insights']) {
      await page.goto(`${server.url}${hash}`);
      await page.locator('table').first().waitFor();
      await assertFits(page);
    }
  });

  test('shows hostile texts as texts: nothing runs, nothing is loaded, nothing sticks out', async (t) => {
    const bad = poisoned(routes);
    const detail = { ...bad['requests/r4'], problem, status: 400 };
    const opened = await open(t, {
      routes: { ...bad, state: madeState, requests: routes.requests, 'requests/r4': detail },
      options: { viewport: { width: 900, height: 700 } },
    });
    const { page, server, complaints, strangers } = opened;
    await server.heard();
    server.tell('requests', { requests: [poisoned(madeSummary(4))], dropped: 0, newest: 4 });
    await page.locator('.rows .target').waitFor();
    for (const hash of ['#/live/r4', '#/upstreams', '#/insights', `#/${encodeURIComponent(hostile)}`]) {
      await page.goto(`${server.url}${hash}`);
      await page.getByText('{{7*7}}').first().waitFor();
      await assertFits(page);
      assert.notEqual(await page.title(), 'taken');
      assert.equal(await page.locator('body script, img, iframe').count(), 0);
    }
    assert.deepEqual([complaints, strangers], [[], []]);
  });

  test('hands the token of its address over once, takes it off the address, and asks for it when the session ends', async (t) => {
    const { page, server } = await open(t, { routes, hash: '#/upstreams' });
    await page.getByText('users-2').waitFor();
    server.lock('wanted-token');
    await page.getByLabel('Token').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The gateway answered 401.').waitFor();
    await assertAccessible(page);
    await page.goto('about:blank');
    await page.goto(`${server.url}#token=wanted-token`);
    await page.getByText('No requests yet').waitFor();
    assert.match(page.url(), /#\/live$/);
    assert.equal(server.asked.filter((one) => one === 'POST api/session').length, 2);
  });

  test('says that the token of its address is not taken, and is ready for another one to be typed', async (t) => {
    const { page, server } = await open(t, { routes });
    server.lock('wanted-token');
    await page.goto('about:blank');
    await page.goto(`${server.url}#token=of-yesterday`);
    await page.getByRole('alert').getByText('The gateway answered 401.').waitFor();
    await page.keyboard.type('wanted-token');
    await page.keyboard.press('Enter');
    await page.getByText('No requests yet').waitFor();
  });

  test('looks as one chooses, and remembers it', async (t) => {
    const { page } = await open(t, { routes, hash: '#/insights', options: { colorScheme: 'light' } });
    const ground = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByText('Shapes that fail').waitFor();
    await page.keyboard.press('t');
    assert.equal(await ground(), light);
    await page.keyboard.press('t');
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.reload();
    await page.getByText('Shapes that fail').waitFor();
    assert.equal(await ground(), dark);
  });

  test('can be used with the keyboard alone', async (t) => {
    const { page } = await open(t, { routes, hash: '#/insights' });
    await page.getByText('Shapes that fail').waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent.trim()'), 'To the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'content');
    await page.keyboard.press('1');
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog');
    await help.getByText('Next request below').waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await page.keyboard.type('?p1');
    assert.equal(await page.getByRole('searchbox').inputValue(), '?p1', 'keys are letters while one types');
  });

  test('says in every view that the connection is lost, until it is there again', async (t) => {
    const { page, server } = await open(t, { routes, hash: '#/insights' });
    await server.heard();
    const running = page.locator('.running');
    await running.getByText('operations').waitFor();
    server.cut();
    await running.getByText('Connection lost; trying again').waitFor();
    await running.getByText('operations').waitFor();
  });

  test('has each suggested rule checked, and says what it comes to', async (t) => {
    const { page, server } = await open(t, { routes, hash: '#/insights' });
    await page.getByText('tested now, proved with it').first().waitFor();
    assert.ok(server.asked.includes('GET api/insights/check'));
  });

  test('says what is off, what is missing, and that the gateway does not answer', async (t) => {
    const { page, server } = await open(t, {
      routes: { state: madeState, upstreams: { upstreams: [] }, insights: { insights: [] } },
      hash: '#/upstreams',
    });
    await page.getByText('No upstreams').waitFor();
    await page.goto(`${server.url}#/insights`);
    await page.getByText('Insights are off').waitFor();
    await server.close();
    await page.goto(`${server.url}#/upstreams`).catch(() => undefined);
    await page.getByText('The gateway does not answer.').waitFor();
  });
});
