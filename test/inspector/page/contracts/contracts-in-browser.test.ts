import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CheckState } from '../../../../src/inspector/protocol-contracts.ts';
import { skipWithoutChromium } from '../../../generate/browser/chromium.ts';
import { madeState } from '../made-requests.ts';
import { assertAccessible, assertFits, type OpenPage, usePages } from '../page-browser.ts';
import type { Answer } from '../page-server.ts';
import { madeContracts, madeOperation, madeRefuted } from './made-contracts.ts';
import { end, value } from './rules.ts';

const hostile =
  '"><script>document.title=\'taken\'</script><img src="http://127.0.0.1:9/x" onerror="document.title=\'taken\'">\u202e{{7*7}}';
const long = 'x'.repeat(2000);

const operation = (_body: unknown, url: URL) =>
  url.searchParams.get('name') === 'replaceUser' ? madeRefuted() : madeOperation();
const routes = { state: madeState, contracts: madeContracts(), 'contracts/operation': operation };
const findUsers = '#/contracts/schemas%2Fusers.contract.json/findUsers';
const replaceUser = '#/contracts/schemas%2Fusers.contract.json/replaceUser';

/** The same values, every text in them but those that the page acts upon hostile. */
function poisoned<T>(poisonedValue: T): T {
  const kept = new Set(['kind', 'in', 'verdict', 'state', 'answers']);
  return JSON.parse(JSON.stringify(poisonedValue), (key, part: unknown) =>
    typeof part === 'string' && !kept.has(key) ? `${part}${hostile}${long}` : part,
  );
}

describe('the view of contracts', { skip: skipWithoutChromium }, () => {
  const open = usePages();

  const shownNames = ({ page }: OpenPage): Promise<readonly string[]> =>
    page.locator('.arrows .name').allTextContents();

  test('lists operations by contract, and shows the chosen one with its rules as a picture', async (t) => {
    const opened = await open(t, { routes, hash: '#/contracts' });
    const { page } = opened;
    await page.getByText('6 operations').waitFor();
    assert.equal(await page.getByRole('grid').getByRole('row').count(), 8, 'a row for each contract, too');
    await page.getByRole('link', { name: '/users', exact: true }).click();
    await page.getByRole('heading', { name: 'findUsers' }).waitFor();
    assert.ok((await shownNames(opened)).includes('since_ts'));
    assert.equal(await page.locator('.arrows-lines path').count(), 8);
    assert.deepEqual(await page.locator('.arrows .codec').allTextContents(), ['unix-seconds', 'values', 'words']);
    assert.deepEqual(await page.locator('.arrows-fate').allTextContents(), ['not sent', 'not filled']);
    assert.deepEqual(await page.locator('.coverage .number').allTextContents(), ['2 of 3', '0 of 1']);
    for (const words of ['7 examples, all hold', '12,408 requests', 'calls: 100 in 60 s for each address'])
      await page.getByText(words).waitFor();
    assert.deepEqual([opened.complaints, opened.strangers], [[], []]);
  });

  test('asks again for an operation that could not be had, and keeps what the page knows', async (t) => {
    let isThere = false;
    const answered = (): object | undefined => (isThere ? madeOperation() : undefined);
    const { page } = await open(t, { routes: { ...routes, 'contracts/operation': answered }, hash: findUsers });
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await page.evaluate('window.isSamePage = true');
    isThere = true;
    await again.click();
    await page.getByRole('heading', { name: 'findUsers' }).waitFor();
    assert.equal(await page.evaluate('window.isSamePage'), true);
  });

  test('lists what is served by a gateway that was gone, as soon as it is back', async (t) => {
    let served = madeContracts();
    const { page, server } = await open(t, { routes: { ...routes, contracts: () => served }, hash: '#/contracts' });
    await page.getByText('6 operations').waitFor();
    await server.heard();
    served = { ...served, contracts: served.contracts.slice(0, 1) };
    server.cut();
    const count = served.contracts[0]?.operations.length;
    // Sooner than it is asked for anyway, every 10 seconds.
    await page.getByText(`${count} operations`).waitFor({ timeout: 6000 });
  });

  test('has lines that end at the middle of names, and says the same as a table, to screen readers always', async (t) => {
    const { page } = await open(t, { routes, hash: findUsers });
    await page.locator('.arrows-lines path').first().waitFor();
    const off = await page.evaluate(`(() => {
      const middle = (element) => { const box = element.getBoundingClientRect(); return box.top + box.height / 2; };
      const middles = [...document.querySelectorAll('.arrows-end')].map(middle);
      const svg = document.querySelector('.arrows-lines').getBoundingClientRect();
      return [...document.querySelectorAll('.arrows-lines path')].flatMap((path) =>
        [0, path.getTotalLength()].map((at) => svg.top + path.getPointAtLength(at).y))
        .map((y) => Math.min(...middles.map((one) => Math.abs(one - y)))).filter((distance) => distance > 1.5);
    })()`);
    assert.deepEqual(off, []);
    const table = page.getByRole('table', { name: 'The mapping of requests of findUsers' });
    await table.waitFor({ state: 'attached' });
    const rows = await table.locator('tbody tr').allTextContents();
    assert.equal(rows.length, 10);
    assert.ok(rows.includes('query userName (string, required)query username (string)'));
    assert.ok(rows.includes('query since (string)query since_ts (string)through unix-seconds'));
    assert.ok(rows.includes('query campaign (string)not sent'));
    assert.ok(rows.includes('nothingquery page_token (string): not filled'));
    await page.getByRole('button', { name: 'As a table' }).click();
    assert.equal(await page.locator('.arrows').count(), 0);
    assert.ok((await table.boundingBox())?.width ?? 0 > 300);
  });

  test('begins the check when it is asked to, and follows it', async (t) => {
    let check: CheckState = { state: 'none' };
    const { page, server } = await open(t, {
      routes: {
        ...routes,
        contracts: () => madeContracts(0, check),
        'contracts/operation': () => madeOperation(check.state === 'done' ? {} : { check: undefined }),
        check: () => {
          check = { state: 'running' };
          return madeContracts(0, check);
        },
      },
      hash: findUsers,
    });
    await page.getByRole('button', { name: 'Run the check' }).click();
    await page.getByText('The check runs…').waitFor();
    check = { state: 'done', finishedMs: 2 };
    await page.getByText('Every request that the contract accepts').waitFor();
    assert.equal(server.asked.filter((one) => one === 'POST api/check').length, 1);
  });

  test('is used with the keyboard alone, and stays fast with a thousand operations', async (t) => {
    const { page, complaints } = await open(t, {
      routes: { ...routes, contracts: madeContracts(1000) },
      hash: '#/contracts',
    });
    await page.getByText('1,002 operations').waitFor();
    assert.ok((await page.getByRole('row').count()) < 80, 'only rows in sight are drawn');
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'findUsers' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'replaceUser' }).waitFor();
    assert.match(page.url(), /replaceUser$/);
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'findUsers' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('things/99 proved');
    await page.getByText('3 of 1,002').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'findUsers' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByText('1,002 operations').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('nothing at all');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('1,002 operations').waitFor();
    assert.deepEqual(complaints, []);
  });

  test('folds away what stays as it is where there is much of it', async (t) => {
    const many = Array.from({ length: 60 }, (_, index) => value(`body /same${index}`, `body /same${index}`));
    const rules = [value('body /a', 'body /b'), ...many];
    const opened = await open(t, {
      routes: { ...routes, 'contracts/operation': madeOperation({ rules }) },
      hash: findUsers,
    });
    const show = opened.page.getByRole('button', { name: 'Show 60 values that stay as they are' });
    await show.waitFor();
    assert.deepEqual(await shownNames(opened), ['/a', '/b']);
    await show.click();
    assert.equal((await shownNames(opened)).length, 122);
  });

  test('says that nothing is served, and that the gateway does not answer', async (t) => {
    const { page, server } = await open(t, {
      routes: { ...routes, contracts: { contracts: [], check: { state: 'none' } } },
      hash: '#/contracts',
    });
    await page.getByText('No contract is served').waitFor();
    await page.goto(`${server.url}#/contracts/gone.json/gone`);
    await page.reload();
    await server.close();
    await page.goto(`${server.url}#/contracts/gone.json/lost`);
    await page.getByRole('alert').getByText('The gateway does not answer.').waitFor();
  });

  test('shows why a check refuted and what would mend it, with nothing that axe objects to, in light and in dark', async (t) => {
    const { page, server, complaints } = await open(t, { routes, hash: findUsers, options: { colorScheme: 'light' } });
    await page.getByRole('heading', { name: 'findUsers' }).waitFor();
    for (const summary of await page.locator('.operation-pane summary').all()) await summary.click();
    await assertAccessible(page);
    await page.goto(`${server.url}${replaceUser}`);
    const check = page.getByRole('region', { name: 'Check' });
    await check.getByText('refuted').waitFor();
    for (const words of ['GET /users?age=150', 'GET /api/v1/resource?age=150', 'write "maximum": 120'])
      await check.getByText(words, { exact: true }).waitFor();
    await check.getByText('What stands in the way of a proof').waitFor();
    await page.getByRole('button', { name: 'As a table' }).first().click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page);
    assert.deepEqual(complaints, []);
  });

  test('can be read at 360 pixels, and at 320', async (t) => {
    const { page, server } = await open(t, {
      routes,
      hash: '#/contracts',
      options: { viewport: { width: 360, height: 700 } },
    });
    await page.getByText('6 operations').waitFor();
    await assertFits(page);
    for (const hash of [findUsers, replaceUser]) {
      await page.goto(`${server.url}${hash}`);
      await page.locator('.arrows').waitFor();
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 700 });
        await assertFits(page);
        assert.equal(await page.locator('.operation-pane').evaluate((pane) => pane.scrollWidth - pane.clientWidth), 0);
      }
    }
    await page.getByRole('button', { name: 'Close the operation' }).click();
    await page.getByText('6 operations').waitFor();
  });

  test('shows hostile texts as texts: nothing runs, nothing is loaded, nothing sticks out', async (t) => {
    const bad: Readonly<Record<string, Answer>> = {
      state: madeState,
      contracts: poisoned(routes.contracts),
      'contracts/operation': poisoned({
        ...madeRefuted(),
        rules: [
          ...madeOperation().rules,
          value('query __proto__', 'body /__proto__', { from: end('query __proto__') }),
        ],
        answers: madeOperation().answers,
        coverage: madeOperation().coverage,
      }),
    };
    const opened = await open(t, {
      routes: bad,
      hash: '#/contracts',
      options: { viewport: { width: 900, height: 700 } },
    });
    const { page, complaints, strangers } = opened;
    await page.locator('.op-row').first().waitFor();
    await page.keyboard.press('j');
    await page.locator('.arrows').first().waitFor();
    for (const summary of await page.locator('.operation-pane summary').all()) await summary.click();
    await assertFits(page);
    assert.equal(await page.locator('.operation-pane').evaluate((pane) => pane.scrollWidth - pane.clientWidth), 0);
    assert.notEqual(await page.title(), 'taken');
    assert.equal(await page.locator('body script, img, iframe').count(), 0);
    assert.deepEqual([complaints, strangers], [[], []]);
  });
});
