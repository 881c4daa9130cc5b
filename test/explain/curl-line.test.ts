import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { curlLine } from '../../src/explain/curl-line.ts';
import type { Outgoing } from '../../src/pipeline/request.ts';
import { echoUpstream } from '../support/echo-upstream.ts';

const request = (given: Partial<Outgoing>): Outgoing => ({
  method: 'GET',
  path: '/',
  headers: [],
  body: undefined,
  ...given,
});

describe('curlLine', () => {
  const rows: readonly [name: string, request: Partial<Outgoing>, line: string][] = [
    ['writes a GET', { path: '/a?b=c' }, "curl 'http://up/a?b=c'"],
    ['joins the base of the target', {}, 'curl http://up/'],
    ['names other methods', { method: 'DELETE' }, 'curl -X DELETE http://up/'],
    ['asks for a head', { method: 'HEAD' }, 'curl --head http://up/'],
    ['writes headers', { headers: ['X-A', "it's"] }, "curl http://up/ -H 'X-A: it'\\''s'"],
    ['writes empty headers', { headers: ['X-A', ''] }, "curl http://up/ -H 'X-A;'"],
    ['keeps brackets from being patterns', { path: '/?a[b]=1' }, "curl --globoff 'http://up/?a[b]=1'"],
    [
      'writes a body',
      { method: 'POST', headers: ['Content-Type', 'application/json'], body: '@{}' },
      "curl http://up/ -H 'Content-Type: application/json' --data-raw '@{}'",
    ],
    ['adds no type to a body', { method: 'PUT', body: 'x' }, 'curl -X PUT http://up/ -H Content-Type: --data-raw x'],
  ];
  for (const [name, given, line] of rows) {
    test(name, () => assert.equal(curlLine('http://up', request(given)), line));
  }

  test('what a shell sends by it is what was shown', async (t) => {
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const body = '{"name":"$(id) `id` \\"é\\" it\'s","n":12345678901234567890}\n';
    const path = '/a%20b/%7Bx%7D?q=%27%22$HOME&l=[1,2]';
    const headers = ['X-Note', '!"$`\\ it\'s', 'Content-Type', 'application/json'];
    const line = curlLine(upstream.url, request({ method: 'PATCH', path, headers, body }));
    await once(spawn('bash', ['-c', `${line} --silent --noproxy '*'`], { stdio: 'ignore' }), 'close');
    const seen = upstream.last();
    assert.equal(seen.method, 'PATCH');
    assert.equal(seen.rawUrl, path);
    assert.equal(seen.body.toString(), body);
    assert.deepEqual(seen.headers['x-note'], ['!"$`\\ it\'s']);
  });
});
