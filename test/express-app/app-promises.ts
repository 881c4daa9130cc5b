import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { type Listening, listen } from '../../examples/demo/listen.ts';
import { resolvePackageToSource } from '../support/resolve-source.ts';

const folder = new URL('../../examples/express-app/', import.meta.url);

/** Declares the tests that the example app must pass, on the Express that `packages` puts in place of `express`. */
export function holdsItsPromises(title: string, packages: Readonly<Record<string, string>>): void {
  let url: string;
  let closing: Listening[] = [];
  let closeApp: () => Promise<void>;

  before(async () => {
    resolvePackageToSource(packages);
    const { backend } = await import(new URL('backend.js', folder).href);
    const { createApp } = await import(new URL('app.js', folder).href);
    const behind = await listen(backend, 0);
    const { app, close } = createApp(behind.url);
    const server = await listen(createServer(app), 0);
    closing = [server, behind];
    closeApp = close;
    url = server.url;
  });

  after(async () => {
    for (const each of closing) await each.close();
    await closeApp();
  });

  describe(title, () => {
    it('maps the query and fills a header from what the app knows', async () => {
      const response = await fetch(`${url}/api/contacts?lastName=Lovelace&city=London`, {
        headers: { origin: 'http://a.example' },
      });
      const { received } = JSON.parse(await response.text());
      assert.deepEqual(received, {
        method: 'GET',
        url: '/v1/people?surname=Lovelace&addr.city=London',
        team: 'sales',
        body: '',
      });
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
    });

    it('maps a body that express.json() has read', async () => {
      const response = await fetch(`${url}/api/contacts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"lastName":"Lovelace","email":"ada@example.com","vip":true}',
      });
      const { received } = JSON.parse(await response.text());
      assert.deepEqual(JSON.parse(received.body), { surname: 'Lovelace', mail: { work: 'ada@example.com' }, vip: 'Y' });
    });

    it('answers faults through its own error handler', async () => {
      const response = await fetch(`${url}/api/contacts?lastname=L`);
      assert.equal(response.status, 400);
      const { error } = JSON.parse(await response.text());
      assert.equal(error.code, 'invalid-request');
      assert.deepEqual(
        error.faults.map((fault: { name: string; code: string }) => `${fault.name} ${fault.code}`),
        ['lastName required', 'lastname unknown'],
      );
    });

    it('keeps its own routes, under the same prefix too', async () => {
      assert.deepEqual(await (await fetch(`${url}/health`)).json(), { ok: true });
      assert.deepEqual(await (await fetch(`${url}/api/about`)).json(), { about: 'a route of the app itself' });
    });
  });
}
