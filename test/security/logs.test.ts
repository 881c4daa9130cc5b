import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { main } from '../../src/cli/main.ts';
import { serveCommand } from '../../src/cli/serve.ts';
import { soundContract } from '../cli/contract-folder.ts';
import { folderWith } from '../cli/paramap-process.ts';
import { recordedTerminal } from '../cli/recorded-terminal.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { sendRaw } from '../support/raw-client.ts';

const forged = 'paramap: listening on http://forged';

test('21: nothing that a caller or an upstream writes forges a line of what is logged, or steers a terminal', async (t) => {
  const upstream = await echoUpstream((_, response) => {
    const members = [
      `\u001b[2J\n${forged}\n`,
      `"}\r\n{"level":"info","msg":"${forged}`,
      '\u202e\u2028x',
      'y'.repeat(100_000),
    ];
    const text = JSON.stringify(Object.fromEntries(members.map((name) => [name, 1])));
    response
      .writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
      .end(text);
  });
  t.after(() => upstream.close());
  const responses = {
    200: { content: { 'application/json': { type: 'object', additionalProperties: { type: 'string' } } } },
  };
  const operations = {
    findUsers: { ...soundContract.operations.findUsers, responses, unknown: { response: 'refuse' } },
  };
  const folder = await folderWith(t, {
    'paramap.config.json': {
      contracts: '*.contract.json',
      upstreams: { users: { targets: [upstream.url] } },
      listen: { port: 0, drainMs: 0 },
    },
    'users.contract.json': { ...soundContract, operations },
  });
  const warnings: string[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', onWarning);
  t.after(() => void process.off('warning', onWarning));
  const stop = new AbortController();
  const terminal = recordedTerminal({ folder, stopSignal: () => stop.signal });
  const exit = main(['serve'], [serveCommand], terminal);
  while (terminal.out === '' && terminal.error === '') await sleep(10);
  const port = Number(/:(\d+)/.exec(terminal.out)?.[1] ?? assert.fail(terminal.error));

  const line = `%0d%0a${encodeURIComponent(forged)}%1b[2J`;
  const fields = ['User-Agent: \u001b[2J"}\u0007', `X-Request-Id: "}{"forged":1`, `Referer: ${'"'.repeat(4000)}`].join(
    '\r\n',
  );
  const requests = [
    `GET /users?userName=${line} HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n`,
    `GET /users?userName=ada HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n`,
    `GET /users?userName=ada HTTP/1.1\r\nHost: a\r\nX-Request-Id: a"b\r\n\r\n`,
    `GET /users?${line}=1 HTTP/1.1\r\nHost: a\r\n\r\n`,
    `GET /${line} HTTP/1.1\r\nHost: a\r\n\r\n`,
    `\u001b[2J ${forged}\r\n\r\n`,
    `GET /users HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
  ];
  for (const bytes of requests) {
    const answer = await sendRaw(port, bytes);
    assert.ok(answer.status < 500 || answer.status === 502, answer.raw.slice(0, 300));
  }
  stop.abort();
  await exit;

  const lines = [terminal.out, terminal.error, ...warnings].join('\n').split('\n');
  assert.ok(
    lines.some((each) => each.includes('findUsers')),
    'an answer that does not fit is told',
  );
  for (const each of lines) {
    assert.doesNotMatch(each, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u, JSON.stringify(each));
    assert.ok(!each.startsWith(forged), each);
    assert.ok(each.length < 4000, `a line of ${each.length}`);
  }
});
