import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { echoUpstream } from '../support/echo-upstream.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { openFront, rawRequest } from './front.ts';

const sent = ['Content-Type', 'text/plain', 'X-Own', '1', 'X-Own', '2', 'Content-Length', '3'];

/** How an app sees the head of an answer, beside the bytes; each notes what it saw. */
const watchers: Record<string, (response: ServerResponse, saw: (what: unknown) => void) => void> = {
  'a listener for the end of answers': (response, saw) => {
    response.on('finish', () => saw(response.getHeader('content-type')));
  },
  'a listener for the end of connections': (response, saw) => {
    response.on('close', () => saw(response.getHeader('content-type')));
  },
  'a method in place of writeHead': (response, saw) => {
    response.writeHead = new Proxy(response.writeHead, {
      apply(target, self, words) {
        saw(response.getHeader('content-type'));
        return Reflect.apply(target, self, words);
      },
    });
  },
  'a method in place of end': (response, saw) => {
    response.end = new Proxy(response.end, {
      apply(target, self, words) {
        saw(response.getHeader('content-type'));
        return Reflect.apply(target, self, words);
      },
    });
  },
};

for (const [watcher, watch] of Object.entries(watchers)) {
  test(`${watcher} finds the fields of an answer, and the caller gets the same as without it`, async (t) => {
    const upstream = await echoUpstream((_request, response) => void response.writeHead(200, sent).end('abc'));
    const seen: unknown[] = [];
    const watched = await openFront(upstream.url, {
      before: (_, response) => watch(response, (what) => seen.push(what)),
    });
    const bare = await openFront(upstream.url);
    t.after(() => Promise.all([watched.close(), bare.close(), upstream.close()]));
    const [first, second] = [
      await sendRaw(watched.port, rawRequest('GET', '/')),
      await sendRaw(bare.port, rawRequest('GET', '/')),
    ];
    assert.ok(seen.length > 0 && seen.every((type) => type === 'text/plain'), JSON.stringify(seen));
    for (const answer of [first, second]) {
      assert.equal(answer.status, 200);
      assert.equal(answer.body.toString(), 'abc');
      assert.deepEqual(fieldValues(answer, 'x-own'), ['1', '2']);
      assert.deepEqual(fieldValues(answer, 'content-length'), ['3']);
      assert.deepEqual(fieldValues(answer, 'transfer-encoding'), []);
    }
  });
}
