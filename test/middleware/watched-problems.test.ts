import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { expressApp } from '../support/express-app.ts';
import { sendRaw } from '../support/raw-client.ts';

/** How an app sees the fields of a problem, beside the bytes. */
const watchers: Record<string, (response: ServerResponse, saw: (what: unknown) => void) => void> = {
  'a listener for the end of answers': (response, saw) => {
    response.on('finish', () => saw(response.getHeader('content-type')));
  },
  'a listener for the end of connections': (response, saw) => {
    response.on('close', () => saw(response.getHeader('content-type')));
  },
};

const request = 'GET /users?nam=x HTTP/1.1\r\nHost: a\r\nX-Request-Id: one\r\nConnection: close\r\n\r\n';

for (const [watcher, watch] of Object.entries(watchers)) {
  test(`middleware: ${watcher} finds the fields of a problem, and the caller gets the same fields as without it`, async (t) => {
    const seen: unknown[] = [];
    const watched = await expressApp(t, {
      mount: (app, api) => {
        app.disable('x-powered-by');
        app.use((_req, res, next) => {
          watch(res, (what) => seen.push(what));
          next();
        }, api);
      },
    });
    const bare = await expressApp(t, { mount: (app, api) => app.disable('x-powered-by').use(api) });
    const [first, second] = [await sendRaw(watched.port, request), await sendRaw(bare.port, request)];
    assert.ok(seen.length > 0 && seen.every((type) => type === 'application/problem+json'), JSON.stringify(seen));
    assert.equal(first.status, 400);
    assert.deepEqual(withoutDate(second.headers), withoutDate(first.headers));
  });
}

const withoutDate = (headers: Awaited<ReturnType<typeof sendRaw>>['headers']) =>
  headers.filter(([name]) => name.toLowerCase() !== 'date');
