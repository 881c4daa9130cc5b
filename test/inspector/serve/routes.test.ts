import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { Recorder } from '../../../src/inspector/record/recorder.ts';
import { Access } from '../../../src/inspector/serve/access.ts';
import { answerRequest } from '../../../src/inspector/serve/answer-request.ts';
import { LiveStreams } from '../../../src/inspector/serve/live-stream.ts';
import { PageFiles } from '../../../src/inspector/serve/page-files.ts';
import { listen } from '../../support/listen.ts';
import { usersContract } from '../../support/users-gateway.ts';
import { inspectedGateway } from '../inspected-gateway.ts';

test('an id that cannot be one names no request, whatever is escaped in it', async (t) => {
  const { origin, token } = await inspectedGateway(t, { contracts: usersContract });
  for (const id of ['x', '%E0%A4%A', '%', '..%2Fstate']) {
    const response = await fetch(`${origin}/inspector/api/requests/${id}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    assert.equal(response.status, 404, id);
    assert.match(await response.text(), /"code":"not-found"/);
  }
});

test('a route that fails is answered with 500, and the page is told why', async (t) => {
  const token = 'a-token-of-many-letters';
  const fails = (): never => {
    throw new Error('the file is gone');
  };
  const recorder = new Recorder({ details: 0, detailBytes: 0, detailsPerSecond: 0, summaries: 1 });
  const parts = {
    access: new Access({ token, hosts: [] }),
    page: new PageFiles(),
    live: new LiveStreams(recorder, fails),
    routes: new Map([['GET sources', fails]]),
  };
  const server = await listen(http.createServer((req, res) => void answerRequest(req, res, parts)));
  t.after(() => server.close());
  const response = await fetch(`${server.url}/inspector/api/sources`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  assert.equal(response.status, 500);
  assert.deepEqual(await response.json(), { code: 'failed', detail: 'It could not be found out: the file is gone' });
});
