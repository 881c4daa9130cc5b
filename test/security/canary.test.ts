import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { prepareContracts } from '../../src/contract/prepare-contracts.ts';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { gatewayFront } from '../support/fronts.ts';
import { sendRaw } from '../support/raw-client.ts';
import { answering, scriptedUpstream } from '../support/scripted-upstream.ts';

const contract = {
  title: 'Files',
  upstream: { name: 'back' },
  operations: {
    read: {
      route: 'GET /files/{name}',
      upstream: { route: 'GET /v1/files/{name}' },
      path: { properties: { name: { type: 'string' } } },
      query: {
        properties: {
          host: { type: 'string', 'x-upstream': { in: 'header', name: 'X-Host-Name' } },
          folder: { type: 'string', 'x-upstream': { in: 'query', name: 'dir' } },
        },
      },
    },
  },
};

test('4: nothing that a caller writes leads a request anywhere but to the upstream of the options', async (t) => {
  const canary = await scriptedUpstream(answering('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ncanary'));
  const upstream = await echoUpstream();
  t.after(() => Promise.all([canary.close(), upstream.close()]));
  const upstreams = { back: { targets: [upstream.url] } };
  const passthrough = { '/old': { upstream: 'back' } };
  const { port } = await gatewayFront(t, { contracts: contract, upstreams, passthrough });
  const to = `127.0.0.1:${canary.port}`;
  const written = encodeURIComponent(`http://${to}/x`);
  const targets = [
    `http://${to}/files/a`,
    `http://user:pass@${to}/files/a`,
    `//${to}/files/a`,
    `/files/${written}`,
    `/files/..%2f..%2f@${to}`,
    `/files/a?host=${to}&folder=${written}`,
    `/files/@${to}`,
    `/files/:80@${to}`,
    `/old/@${to}`,
    `/old//${to}/x`,
    `/old/\\${to}`,
    `@${to}/files/a`,
    `:80@${to}/`,
    to,
  ];
  const fields = [
    `Host: ${to}`,
    `Host: api.example\r\nX-Forwarded-Host: ${to}\r\nForwarded: host=${to}`,
    `Host: api.example\r\nX-Original-URL: http://${to}/\r\nX-Rewrite-URL: http://${to}/\r\nX-Original-Host: ${to}`,
    `Host: api.example\r\nConnection: Host\r\nUpgrade: http://${to}`,
  ];
  let sent = 0;
  for (const method of ['GET', 'CONNECT']) {
    for (const target of targets) {
      for (const lines of fields) {
        const answer = await sendRaw(port, `${method} ${target} HTTP/1.1\r\n${lines}\r\n\r\n`, { timeoutMs: 3000 });
        assert.ok(answer.status < 500 || answer.status === 501, `${answer.status} to ${method} ${target}`);
        assert.doesNotMatch(answer.body.toString(), /^canary/);
        sent += 1;
      }
    }
  }
  assert.equal(canary.connections.length, 0, `${sent} requests`);
  assert.ok(upstream.requests.length > 10);
  for (const { headers } of upstream.requests) assert.deepEqual(headers['host'], [`127.0.0.1:${upstream.port}`]);
});

describe('4: a contract cannot choose a host', () => {
  const options = {
    root: process.cwd(),
    codecs: new Map(),
    secrets: {},
    missingSecret: 'warning',
    unknown: defaultUnknown,
  } as const;
  const routes = [
    'GET http://evil.example/files/{name}',
    'GET //evil.example/files/{name}',
    'GET {name}/files',
    'GET http://{name}/files',
    'GET @evil.example/{name}',
    'GET /../{name}',
    'GET /files/{name}#x',
    'GET \\\\evil.example/{name}',
  ];
  for (const route of routes) {
    test(`by the upstream's route ${route}`, () => {
      const { read } = contract.operations;
      const changed = { ...contract, operations: { read: { ...read, upstream: { route } } } };
      const { findings } = prepareContracts([changed], options);
      assert.ok(
        findings.some(({ severity, pointer }) => severity === 'error' && pointer.startsWith('/operations/read')),
        JSON.stringify(findings),
      );
    });
  }
});
