import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { curlLine } from '../../../../src/explain/curl-line.ts';
import { curlRequest } from '../../../../src/inspector/page/playground/curl-request.ts';
import { shellWords } from '../../../../src/inspector/page/playground/shell-words.ts';

const request = { method: 'GET', path: '/users?a=1', headers: '', body: '', context: '', credential: '' };

describe('a pasted curl line', () => {
  const rows: readonly (readonly [title: string, line: string, expected: Partial<typeof request>])[] = [
    ['an address alone', 'curl http://127.0.0.1:8080/users?a=1', {}],
    ['without a scheme', 'curl localhost:8080/users?a=1', {}],
    ['with the prompt of a shell', '$ curl http://h/users?a=1', {}],
    ['a fragment is not sent', "curl 'http://h/users?a=1#top'", {}],
    ['no path', 'curl http://h', { path: '/' }],
    ['a query without a path', 'curl http://h?a=1', { path: '/?a=1' }],
    ['the path as it is written', "curl 'http://h/a%2fb/%7e ü?x=[1]'", { path: '/a%2fb/%7e ü?x=[1]' }],
    ['a method', 'curl -X delete http://h/users?a=1', { method: 'DELETE' }],
    ['a method without a space', 'curl -sSLXPUT http://h/users?a=1', { method: 'PUT' }],
    ['HEAD', 'curl -I http://h/users?a=1', { method: 'HEAD' }],
    ['fields', 'curl http://h/users?a=1 -H "X-A: 1" -H \'X-B;\'', { headers: 'X-A: 1\nX-B:' }],
    ['what is piped on', 'curl -s http://h/users?a=1 | jq .', {}],
    ['a pipe within quotes', "curl 'http://h/users?a=1' -H 'X: |'", { headers: 'X: |' }],
    ['options that say nothing of the request', 'curl -s --compressed -o out.json -m 5 http://h/users?a=1', {}],
    [
      'a body',
      `curl http://h/users -H 'Content-Type: application/json' -d '{"a":"it'\\''s"}'`,
      { method: 'POST', path: '/users', headers: 'Content-Type: application/json', body: '{"a":"it\'s"}' },
    ],
    [
      'JSON',
      `curl --json '{"a":1}' http://h/users`,
      { method: 'POST', path: '/users', headers: 'Content-Type: application/json', body: '{"a":1}' },
    ],
    [
      'a form',
      'curl -d a=1 --data-urlencode "b=x y" http://h/users',
      {
        method: 'POST',
        path: '/users',
        headers: 'Content-Type: application/x-www-form-urlencoded',
        body: 'a=1&b=x%20y',
      },
    ],
    ['data in the query', 'curl -G -d b=2 http://h/users?a=1', { path: '/users?a=1&b=2' }],
    [
      'as a browser copies it',
      "curl 'http://h/users?a=1' \\\n  -X 'PATCH' \\\n  --data-raw $'{\"t\":\"a\\u0021\\n\\'b\\'\"}'",
      {
        method: 'PATCH',
        headers: 'Content-Type: application/x-www-form-urlencoded',
        body: '{"t":"a!\n\'b\'"}',
      },
    ],
    [
      'credentials and cookies',
      'curl -u ada:ü -b "sid=1" -A me http://h/users?a=1',
      { headers: 'Authorization: Basic YWRhOsO8\nCookie: sid=1\nUser-Agent: me' },
    ],
  ];
  for (const [title, line, expected] of rows) {
    test(title, () => {
      assert.deepEqual(curlRequest(line), { ok: true, request: { ...request, ...expected }, notes: [] });
    });
  }

  test('of our own is read back', () => {
    const body = '{"a":"$HOME `x` \'q\' \\\\ \\n ü"}';
    const line = curlLine('http://h', {
      method: 'PUT',
      path: '/a?b=[1]',
      headers: ['X-A', "it's", 'Content-Type', 'application/json'],
      body,
    });
    assert.deepEqual(curlRequest(line), {
      ok: true,
      request: {
        ...request,
        method: 'PUT',
        path: '/a?b=[1]',
        headers: "X-A: it's\nContent-Type: application/json",
        body,
      },
      notes: [],
    });
  });

  test('tells of files, which a page cannot read', () => {
    const pasted = curlRequest('curl -d @a.json -F x=@b.png http://h/users');
    assert.deepEqual(pasted.ok && pasted.notes.map((note) => /a\.json|b\.png/.exec(note)?.[0]), ['a.json', 'b.png']);
  });

  const refused: readonly (readonly [line: string, because: RegExp])[] = [
    ['wget http://h', /begins with `curl`/],
    ["curl 'http://h", /quote/],
    ['curl -s', /no address/],
  ];
  for (const [line, because] of refused) {
    test(`\`${line}\` is told as no request`, () => {
      const pasted = curlRequest(line);
      assert.match(pasted.ok ? '' : pasted.because, because);
    });
  }
});

test('words of a shell are split in linear time', () => {
  const words = shellWords(`curl ${"'a'\\ ".repeat(20_000)}"${'\\"'.repeat(20_000)}`);
  assert.equal(words, undefined);
});
