import assert from 'node:assert/strict';
import net from 'node:net';
import { once } from 'node:events';
import { describe, test, type TestContext } from 'node:test';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { type Script, scriptedUpstream } from '../support/scripted-upstream.ts';

const contracts = {
  title: 'Streams',
  upstream: { name: 'back' },
  operations: {
    watch: { route: 'GET /events' },
    upload: { route: 'POST /uploads', body: { content: { 'application/octet-stream': {} } } },
  },
};
const fronts = { gateway: gatewayFront, middleware: middlewareFront };
/** By contract, and below a prefix that no contract declares. */
const paths = { declared: '', 'passed through': '/old' };

const eventsHead = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
const get = (path: string, fields = ''): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n${fields}\r\n`;

for (const [name, openFront] of Object.entries(fronts)) {
  for (const [kind, prefix] of Object.entries(paths)) {
    // Most of them wait for an end.
    describe(`${name}, ${kind}`, { concurrency: 4 }, () => {
      const open = async (t: TestContext, script: Script, timeouts: object = {}) => {
        const upstream = await scriptedUpstream(script);
        t.after(() => upstream.close());
        const upstreams = { back: { targets: [upstream.url], timeouts } };
        const front = await openFront(t, { contracts, upstreams, passthrough: { '/old': { upstream: 'back' } } });
        return { ...front, upstream };
      };

      test('the first event passes before there is a second, and a caller that leaves frees the upstream', async (t) => {
        const { port, upstream } = await open(t, async (connection) => {
          await connection.head();
          connection.send(eventsHead + chunk('data: one\n\n'));
        });
        const answer = await sendRaw(port, get(`${prefix}/events`), { until: 'data: one' });
        assert.deepEqual([answer.status, answer.closed], [200, false]);
        assert.deepEqual(fieldValues(answer, 'content-type'), ['text/event-stream']);
        await upstream.connections[0]?.closed;
      });

      test('events without an end are cut where nothing comes for the idle time, and not before', async (t) => {
        const { port, problems } = await open(
          t,
          async (connection) => {
            await connection.head();
            connection.send(eventsHead);
            for (let index = 0; index < 5; index += 1) {
              connection.send(chunk(`data: ${index}\n\n`));
              await connection.pause(80);
            }
          },
          { idleMs: 250, totalMs: 150, firstByteMs: 2000 },
        );
        const answer = await sendRaw(port, get(`${prefix}/events`), { untilClose: true });
        assert.match(answer.raw, /data: 4/);
        assert.deepEqual([answer.complete, answer.closed], [false, true]);
        assert.deepEqual(
          problems.map(({ proxyError }) => proxyError),
          ['connection_read_timeout'],
        );
      });

      test('trailers of an answer are dropped, and it ends as one', async (t) => {
        const { port } = await open(t, async (connection) => {
          await connection.head();
          const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n';
          connection.send(`${head}${chunk('abc')}0\r\nX-Sum: 7\r\nSet-Cookie: a=b\r\n\r\n`);
        });
        const answer = await sendRaw(port, get(`${prefix}/events`, 'TE: trailers\r\nConnection: TE\r\n'));
        assert.deepEqual([answer.status, answer.body.toString(), answer.complete], [200, 'abc', true]);
        assert.doesNotMatch(answer.raw, /x-sum|set-cookie|trailer/i);
      });

      test('an answer with a length among its trailers is no whole answer', async (t) => {
        const { port } = await open(t, async (connection) => {
          await connection.head();
          connection.send('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
          connection.send(`${chunk('abc')}0\r\nContent-Length: 1\r\n\r\n`);
        });
        const answer = await sendRaw(port, get(`${prefix}/events`, 'Connection: close\r\n'), { untilClose: true });
        assert.ok(answer.status === 502 || !answer.complete, answer.raw);
      });

      test('trailers of a streamed request are dropped', async (t) => {
        const { port, upstream } = await open(t, async (connection) => {
          await connection.head();
          await connection.until('0\r\n\r\n');
          connection.send('HTTP/1.1 204 No Content\r\n\r\n');
        });
        const type = 'Content-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n';
        const request = `POST ${prefix}/uploads HTTP/1.1\r\nHost: a\r\n${type}\r\n${chunk('abc')}0\r\nX-Sum: 7\r\nHost: evil\r\n\r\n`;
        const answer = await sendRaw(port, request);
        assert.equal(answer.status, 204);
        assert.doesNotMatch(upstream.connections[0]?.received() ?? '', /x-sum|evil|^trailer/im);
      });

      test('early hints go on before the answer is there, each, and only their links', async (t) => {
        const hints = (file: string) =>
          `HTTP/1.1 103 Early Hints\r\nLink: </${file}>; rel=preload\r\nSet-Cookie: a=b\r\nX-A: 1\r\n\r\n`;
        const { port } = await open(t, async (connection) => {
          await connection.head();
          connection.send(hints('a.css') + hints('b.css'));
          await connection.pause(10_000);
        });
        const answer = await sendRaw(port, get(`${prefix}/events`), { until: 'b.css' });
        assert.equal(answer.raw.match(/HTTP\/1\.1 103/g)?.length, 2);
        assert.doesNotMatch(answer.raw, /set-cookie|x-a/i);
      });

      test(`a caller that expects \`100-continue\` is asked for its body, and the upstream sees nothing of it`, async (t) => {
        const { port, upstream } = await open(t, async (connection) => {
          await connection.head();
          await connection.until('abc');
          connection.send('HTTP/1.1 204 No Content\r\n\r\n');
        });
        const type = 'Content-Type: application/octet-stream\r\nContent-Length: 3\r\nExpect: 100-continue\r\n';
        const caller = net.connect(port, '127.0.0.1');
        t.after(() => caller.destroy());
        caller.write(`POST ${prefix}/uploads HTTP/1.1\r\nHost: a\r\n${type}\r\n`);
        const [first] = await once(caller, 'data');
        assert.match(String(first), /^HTTP\/1\.1 100 Continue\r\n\r\n$/);
        caller.write('abc');
        const [second] = await once(caller, 'data');
        assert.match(String(second), /^HTTP\/1\.1 204/);
        assert.doesNotMatch(upstream.connections[0]?.received() ?? '', /expect/i);
      });
    });
  }
}
