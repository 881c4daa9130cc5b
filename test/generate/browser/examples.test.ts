import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { stringifyJson } from '../../../src/codec/json-text/stringify.ts';
import { skipWithoutChromium } from './chromium.ts';
import { type ClientsPage, openClientsPage } from './clients-page.ts';
import type { PageOptions, Told } from './in-page.ts';
import { pageCalls } from './page-calls.ts';

const files = globSync('schemas/examples/*.contract.json').sort();

describe('generated clients in Chromium', { skip: skipWithoutChromium, timeout: 120_000 }, () => {
  let page: ClientsPage;
  let origin: string;
  let otherOrigin: string;

  before(async () => {
    page = await openClientsPage(files);
    ({ origin, otherOrigin } = page.api);
    // One of the APIs wants a session. A program cannot send the example's cookie, so the browser has to have it.
    await page.visit('/cookie/5up3r.s3cr3t');
  });
  after(() => page?.close());

  for (const file of files) {
    describe(file, () => {
      const calls = pageCalls(file);
      const callAll = (options: PageOptions): Promise<readonly Told[]> =>
        Promise.all(calls.map(({ call }) => page.call({ ...call, options })));
      const kinds = async (options: PageOptions): Promise<readonly (string | undefined)[]> => [
        ...new Set((await callAll(options)).map(({ kind }) => kind)),
      ];

      for (const where of ['origin', 'otherOrigin'] as const) {
        const place = where === 'origin' ? 'its own' : 'another';
        test(`reaches the backend by every operation, at ${place} origin`, async () => {
          for (const { call, example } of calls) {
            const { status, headers, content } = example.answer;
            page.api.upstream.reply((_, response) => void response.writeHead(status, headers).end(content));
            const told = await page.call({
              ...call,
              options: { baseUrl: `${page.api[where]}/api`, credentials: 'include' },
            });
            assert.equal(told.ok, true, `${call.operation}: ${JSON.stringify(told)}`);
            assert.equal(page.api.upstream.last().rawUrl, example.path, call.operation);
            const { gets } = example;
            if (gets !== undefined) assert.deepEqual(told.data, JSON.parse(stringifyJson(gets)), call.operation);
          }
        });
      }

      test('is told by a problem what is wrong', async () => {
        const baseUrl = `${otherOrigin}/api`;
        for (const told of await callAll({ baseUrl, credentials: 'include', moreQuery: 'unheardOf=1' })) {
          assert.deepEqual([told.kind, told.status, told.code], ['problem', 400, 'invalid-request']);
          assert.deepEqual(
            told.errors?.map(({ in: location, name, code }) => [location, name, code]),
            [['query', 'unheardOf', 'unknown']],
          );
        }
      });

      test('tells an answer of something in between from one of the API', async () => {
        for (const told of await callAll({ baseUrl: `${otherOrigin}/html` })) {
          assert.deepEqual([told.kind, told.status, told.text], ['http', 502, '<h1>Bad Gateway</h1>']);
        }
      });

      test('tells each way to get no answer', async () => {
        assert.deepEqual(await kinds({ baseUrl: `${origin}/cut` }), ['network']);
        assert.deepEqual(await kinds({ baseUrl: 'http://127.0.0.1:1' }), ['network']);
        assert.deepEqual(await kinds({ baseUrl: `${otherOrigin}/closed` }), ['network'], 'without cors');
        assert.deepEqual(await kinds({ baseUrl: `${origin}/hang`, timeoutMs: 100 }), ['timeout']);
        assert.deepEqual(await kinds({ baseUrl: `${origin}/hang`, abortAfterMs: 50 }), ['aborted']);
      });

      test('tells a success that is not what is declared', async () => {
        const told = await callAll({ baseUrl: `${origin}/broken` });
        // Where no success is declared, any content is one.
        const declared = calls.map(({ example }) =>
          Object.keys(example.operation.responses).some((status) => status.startsWith('2')),
        );
        assert.deepEqual(
          told.map(({ kind }) => kind === 'decode'),
          declared,
          JSON.stringify(told),
        );
      });
    });
  }
});
