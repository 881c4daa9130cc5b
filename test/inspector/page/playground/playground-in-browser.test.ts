import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { DryRunRequest } from '../../../../src/inspector/protocol-dry-run.ts';
import { skipWithoutChromium } from '../../../generate/browser/chromium.ts';
import { madeState } from '../made-requests.ts';
import { assertAccessible, assertFits, type OpenPage, usePages } from '../page-browser.ts';
import { madeDryRun, madeSource, madeSources } from './made-dry-run.ts';

const hostile =
  '"><script>document.title=\'taken\'</script><img src="http://127.0.0.1:9/x" onerror="document.title=\'taken\'">\u202e{{7*7}}';

const users = readFileSync('schemas/examples/users.contract.json', 'utf8');
const schema: object = JSON.parse(readFileSync('schemas/contract.schema.json', 'utf8'));

/** The routes, and what was sent to be tried. */
function madeRoutes(text = users) {
  const tried: DryRunRequest[] = [];
  const routes = {
    ...{ state: madeState, sources: madeSources, schema, requests: { requests: [], oldest: 1, newest: 0 } },
    'sources/s1': madeSource('s1', text),
    'sources/e1': madeSource('e1', '{\n  "title": "Orders"\n}\n'),
    'dry-run': (body: unknown) => {
      const request = body as DryRunRequest;
      tried.push(request);
      if (request.contract.includes('"vast"')) return undefined;
      return madeDryRun(request);
    },
  };
  return { routes, tried };
}

const fits = 'It fits, and would be sent to users (findUsers).';
const outcome = (page: Page) => page.getByRole('region', { name: 'Outcome' }).getByRole('status').first();

describe('the playground', { skip: skipWithoutChromium }, () => {
  const open = usePages();

  async function openPlayground(
    t: { after(done: () => unknown): void },
    { text = users, ...more }: { text?: string; hash?: string; options?: Parameters<typeof open>[1]['options'] } = {},
  ): Promise<OpenPage & { readonly tried: readonly DryRunRequest[] }> {
    const { routes, tried } = madeRoutes(text);
    const opened = await open(t, { hash: '#/playground', ...more, routes });
    await opened.page.locator('.cm-content').waitFor();
    await opened.page.locator('.outcome:not(.stale) .outcome-words').waitFor();
    return { ...opened, tried };
  }

  /** Puts the cursor behind the first brace of the editor, and types there. */
  async function typeAtStart(page: Page, text: string): Promise<void> {
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type(text);
  }

  test('begins with a served contract and its example, and shows what is sent and of what it is made', async (t) => {
    const { page, tried, complaints, strangers } = await openPlayground(t);
    await page.getByText(fits).waitFor();
    assert.equal(tried[0]?.contract, users);
    assert.deepEqual(tried[0]?.request, {
      ...{ method: 'GET', target: '/users?userName=ada', headers: [{ name: 'Accept', value: 'application/json' }] },
    });
    await page.getByRole('region', { name: 'Outgoing request' }).getByText('username', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'Mapping' }).getByText('secret USERS_API_KEY').waitFor();
    await page.getByText("The caller's values, typed").click();
    await page.getByText('"userName": "ada"').first().waitFor();
    assert.deepEqual([complaints, strangers], [[], []]);
  });

  test('tries what is typed once nothing more is typed, shows problems and routes, and takes a pasted curl line apart', async (t) => {
    const { page, tried } = await openPlayground(t);
    const path = page.getByLabel('Path and query, or a curl line');
    const before = tried.length;
    await page.keyboard.press('/');
    await path.press('Control+a');
    await path.pressSequentially('users?age=7', { delay: 5 });
    await page.getByText('The caller would be answered with 400 invalid-request (findUsers).').waitFor();
    assert.ok(tried.length - before < 6, 'not at each letter');
    assert.equal(tried.at(-1)?.request?.target, '/users?age=7');
    assert.match((await page.locator('.violations').textContent()) ?? '', /userName.* is required/);
    await path.fill('/none');
    await page.getByRole('region', { name: 'Declared routes' }).getByText('GET /users').waitFor();
    await path.fill('/slow');
    await page.getByText('It was stopped after 2 s.').waitFor();
    await page.getByLabel('Headers').fill('no field\nX-A: 1');
    await page.getByRole('alert').getByText('line 1').waitFor();
    await page.getByLabel('Path and query, or a curl line').focus();
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', "curl -X PUT 'http://h/users/7?userName=a' \\\\\\n -H 'X-A: 1' -d '{\\"a\\":1}' -F f=@x");
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }`);
    await page.getByRole('alert').getByText('f=@x').waitFor();
    assert.equal(await page.getByLabel('Method', { exact: true }).inputValue(), 'PUT');
    assert.equal(await page.getByLabel('Body').inputValue(), '{"a":1}');
    await page.locator('.outcome:not(.stale)').waitFor();
    assert.equal(tried.at(-1)?.request?.target, '/users/7?userName=a');
  });

  test('marks findings in the text, and leads to their places', async (t) => {
    const { page, complaints } = await openPlayground(t);
    await typeAtStart(page, '\noops');
    await page.getByText('Nothing is run: the contract has 1 error.').waitFor();
    await page.locator('.cm-lintRange-error').waitFor();
    const findings = page.getByRole('region', { name: 'Findings' });
    await findings.getByText('1 error').waitFor();
    await page.getByLabel('Path and query, or a curl line').focus();
    await findings.getByRole('button', { name: 'this is no JSON' }).click();
    await page.locator('.cm-activeLineGutter', { hasText: '2' }).waitFor();
    assert.equal(await page.evaluate('document.activeElement.shadowRoot.activeElement.ariaLabel'), 'Contract');
    assert.deepEqual(complaints, []);
  });

  test('proposes members with what they are for, writes them with the keyboard, and says what those are for that stand there', async (t) => {
    const { page, complaints, strangers } = await openPlayground(t);
    await typeAtStart(page, '"cont');
    const proposal = page.locator('.cm-tooltip-autocomplete li', { hasText: 'context' });
    await proposal.waitFor();
    await page.locator('.cm-completionInfo').getByText('JSON Schema 2020-12').waitFor();
    // A list that has just appeared takes no key, so that nobody chooses what was not seen.
    await page.waitForTimeout(150);
    await page.keyboard.press('Enter');
    await page.locator('.cm-line', { hasText: '{"context": ' }).waitFor();
    await page.locator('.cm-line', { hasText: '"operations"' }).locator('span').first().hover();
    await page.locator('.cm-hint').waitFor();
    assert.match((await page.locator('.cm-hint').textContent()) ?? '', /operation/i);
    assert.deepEqual([complaints, strangers], [[], []]);
  });

  test('is left with the keyboard, and its keys are no shortcuts', async (t) => {
    const { page } = await openPlayground(t);
    await typeAtStart(page, '?15/t');
    await page.locator('.cm-line', { hasText: '{?15/t' }).waitFor();
    assert.match(page.url(), /#\/playground/);
    assert.equal(await page.getByRole('dialog').count(), 0);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.shadowRoot'), null, 'nobody is caught in the editor');
    await page.keyboard.press('e');
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('3');
    await page.locator('.cm-line', { hasText: '{?15/t' }).waitFor();
  });

  test('undoes what was typed, and not the text that it began with', async (t) => {
    const { page } = await openPlayground(t);
    await typeAtStart(page, ' ');
    for (let count = 0; count < 3; count += 1) await page.keyboard.press('Control+z');
    await page.locator('.cm-line', { hasText: '"title": "Users"' }).waitFor();
  });

  test('shows no findings of an older text beside one that could not be tried', async (t) => {
    const { page } = await openPlayground(t);
    const findings = page.getByRole('region', { name: 'Findings' });
    const picker = page.locator('input[type=file]');
    await picker.setInputFiles({ name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from('{"a": ') });
    await findings.getByText('this is no JSON').waitFor();
    await picker.setInputFiles({ name: 'b.json', mimeType: 'application/json', buffer: Buffer.from('{"vast": 1}') });
    await outcome(page).getByText('It is not kept any more.').waitFor();
    assert.equal(await findings.getByRole('button').count(), 0);
    assert.equal(await page.locator('.cm-lintRange-error').count(), 0);
  });

  test('is saved as a file and opened from it', async (t) => {
    const { page } = await openPlayground(t);
    await page.getByLabel('Body').fill('{"a":1}');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'users.playground.json');
    const file = readFileSync(await download.path());
    await page.getByLabel('Begin from').selectOption('e1');
    await page.locator('.cm-line', { hasText: '"title": "Orders"' }).waitFor();
    const picker = page.locator('input[type=file]');
    await picker.setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: file });
    await page.locator('.cm-line', { hasText: '"title": "Users"' }).waitFor();
    assert.equal(await page.getByLabel('Body').inputValue(), '{"a":1}');
    await page.getByText(fits).waitFor();
    await picker.setInputFiles({ name: 'plain.json', mimeType: 'application/json', buffer: Buffer.from('{"a": 2}') });
    await page.locator('.cm-line', { hasText: '{"a": 2}' }).waitFor();
  });

  test('begins with an operation that the address names, keeps what is typed while one looks elsewhere, and says what could not be had', async (t) => {
    const { page, server } = await openPlayground(t, { hash: '#/playground/s1/replaceUser' });
    assert.equal(await page.getByLabel('Method', { exact: true }).inputValue(), 'PUT');
    await page.getByLabel('Body').fill('typed');
    await page.getByRole('link', { name: 'Live', exact: true }).click();
    await page.getByRole('searchbox').waitFor();
    await page.goBack();
    await page.locator('.cm-content').waitFor();
    assert.equal(await page.getByLabel('Body').inputValue(), 'typed');
    await page.goto(`${server.url}#/playground/gone`);
    await outcome(page).getByText('It is not kept any more.').waitFor();
    await server.close();
    await page.getByLabel('Body').fill('x');
    await outcome(page).getByText('The gateway does not answer.').waitFor();
  });

  test('is a plain field where the editor cannot be loaded', async (t) => {
    const { routes, tried } = madeRoutes();
    const { page, server } = await open(t, { routes });
    await page.route(/part-.*\.js/, (route) => route.abort());
    await page.goto(`${server.url}#/playground`);
    const field = page.getByRole('textbox', { name: 'Contract' });
    await page.getByText(fits).waitFor();
    await field.fill('{"mine":1}');
    await page.locator('.outcome:not(.stale)').waitFor();
    assert.equal(tried.at(-1)?.contract, '{"mine":1}');
  });

  test('has nothing that axe objects to, in light and in dark, and fits on small screens', async (t) => {
    const { page } = await openPlayground(t, { options: { colorScheme: 'light' } });
    await page.getByText('Context and credential').click();
    await assertAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByLabel('Headers').fill('no field');
    await typeAtStart(page, 'oops "cont');
    await page.getByText('Nothing is run: the contract has 1 error.').waitFor();
    await assertAccessible(page);
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 700 });
      await assertFits(page);
    }
  });

  test('shows hostile texts as texts: nothing runs, nothing is loaded, nothing sticks out', async (t) => {
    const name = `${hostile}${'x'.repeat(2000)}`;
    const text = JSON.stringify({ title: name, warned: name, operations: { [name]: { summary: name } } }, undefined, 2);
    const { page, complaints, strangers } = await openPlayground(t, {
      text,
      options: { viewport: { width: 900, height: 700 } },
    });
    await page.getByLabel('Path and query, or a curl line').fill(`/none?${name}`);
    await page.getByLabel('Headers').fill(`X: ${name}\n${name}`);
    await page.getByRole('region', { name: 'Declared routes' }).waitFor();
    await page.getByRole('region', { name: 'Findings' }).getByText('1 warning').waitFor();
    await page.locator('.cm-line', { hasText: '"summary"' }).locator('span').first().hover();
    await assertFits(page);
    assert.notEqual(await page.title(), 'taken');
    assert.equal(await page.locator('body script, img, iframe').count(), 0);
    assert.deepEqual([complaints, strangers], [[], []]);
  });
});
