import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import { completionsDialect } from '../../support/backends/completions-dialect.ts';
import { messagesDialect } from '../../support/backends/messages-dialect.ts';
import { skipWithoutChromium } from './chromium.ts';
import { type ClientsPage, openClientsPage } from './clients-page.ts';
import type { PageCall, PageOptions } from './in-page.ts';
import { pageCalls } from './page-calls.ts';

const files = ['tenants', 'chat-completions', 'chat-messages', 'files'].map(
  (name) => `schemas/examples/${name}.contract.json`,
);

describe('what a browser does its own way', { skip: skipWithoutChromium, timeout: 120_000 }, () => {
  let page: ClientsPage;

  before(async () => {
    page = await openClientsPage(files);
  });
  after(() => page?.close());

  /** The call of an operation's example; the upstream is set to answer it as the example says. */
  const exampleCall = (operation: string, options: PageOptions): PageCall => {
    const found = files.flatMap(pageCalls).find(({ call }) => call.operation === operation);
    assert.ok(found, operation);
    const { status, headers, content } = found.example.answer;
    page.api.upstream.reply((_, response) => void response.writeHead(status, headers).end(content));
    return { ...found.call, options };
  };

  describe('cookies', () => {
    const places: readonly [name: string, options: () => PageOptions, arrives: boolean][] = [
      ['go to the page’s own origin', () => ({ baseUrl: `${page.api.origin}/api` }), true],
      [
        'stay away from another origin unless the program says so',
        () => ({ baseUrl: `${page.api.otherOrigin}/api` }),
        false,
      ],
      [
        'go to another origin with `credentials`',
        () => ({ baseUrl: `${page.api.otherOrigin}/api`, credentials: 'include' }),
        true,
      ],
    ];
    for (const [name, options, arrives] of places) {
      test(name, async () => {
        await page.visit('/cookie/of-the-browser');
        assert.equal(await page.readableCookies(), '', 'the program knows nothing of the session');
        const told = await page.call(exampleCall('listInvoices', options()));
        const errors = told.errors?.map((error) => `${error.in}.${error.name} ${error.code}`);
        assert.deepEqual(errors, arrives ? undefined : ['cookie.session required']);
        if (arrives) assert.match(page.api.upstream.last().rawUrl, /&sid=of-the-browser$/);
      });
    }

    test('that a program gives are not sent, which the API tells', async () => {
      await page.forgetCookies();
      const call = exampleCall('listInvoices', { baseUrl: `${page.api.origin}/api` });
      assert.match(call.input, /"session":"5up3r.s3cr3t"/);
      const told = await page.call(call);
      assert.deepEqual([told.kind, told.status], ['problem', 400]);
      assert.deepEqual(
        told.errors?.map(({ in: location, name, code }) => [location, name, code]),
        [['cookie', 'session', 'required']],
      );
    });
  });

  const dialects = { completeChat: completionsDialect, messageChat: messagesDialect };
  for (const [operation, dialect] of Object.entries(dialects)) {
    test(`the events of \`${operation}\` arrive one by one, by name and with their data`, async () => {
      const saying = {
        words: ['It ', 'rains', '.'],
        call: { id: 'call_1', name: 'weather', arguments: { city: 'Bern' } },
      };
      const call = exampleCall(operation, { baseUrl: `${page.api.otherOrigin}/api` });
      page.api.upstream.reply(async (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const event of dialect.events(saying)) {
          response.write(event);
          await sleep(5);
        }
        response.end();
      });
      const body = { model: 'large', messages: [{ role: 'user', text: '?' }], maxTokens: 10 };
      const told = await page.call({ ...call, streamed: true, input: JSON.stringify({ body }) });
      assert.equal(told.ok, true, JSON.stringify(told));
      assert.ok(Array.isArray(told.data));
      const words = told.data.flatMap(({ event, data }) => (event === 'text' ? [data.text] : []));
      assert.equal(words.join(''), 'It rains.');
      const names = [...new Set(told.data.map(({ event }) => event))];
      assert.deepEqual(
        names.filter((name) => name !== 'usage'),
        ['start', 'text', 'tool-call', 'arguments', 'finish', 'done'],
      );
      assert.equal(page.api.upstream.last().method, 'POST');
    });
  }

  test('a `File` is sent with its name, its media type and its content, behind all fields', async () => {
    const input = {
      album: '42',
      'X-Tenant': 'acme',
      body: { photo: { fileName: 'Zürich "lake".png', mediaType: 'image/png' }, title: 'Am See 🏔' },
    };
    const call = exampleCall('addPhoto', { baseUrl: `${page.api.otherOrigin}/api` });
    const told = await page.call({ ...call, input: JSON.stringify({ ...JSON.parse(call.input), ...input }) });
    const { body, headers } = page.api.upstream.last();
    assert.match(headers['content-type']?.[0] ?? '', /^multipart\/form-data; boundary=/);
    const form = await new Response(body, {
      headers: { 'content-type': headers['content-type']?.[0] ?? '' },
    }).formData();
    const [file] = [...form.values()].filter((value) => typeof value !== 'string');
    assert.ok(file instanceof File, JSON.stringify(told));
    assert.deepEqual([file.name, file.type, await file.text()], ['Zürich "lake".png', 'image/png', 'content']);
    assert.ok([...form.values()].includes('Am See 🏔'));
    assert.equal([...form.values()].at(-1), file);
  });
});
