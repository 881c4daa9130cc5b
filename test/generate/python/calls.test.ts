import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import { type Listening, listen } from '../../support/listen.ts';
import { type GeneratedClient, generatedClient } from './generated-client.ts';
import { skipWithoutPython } from './python-programs.ts';
import { sessions } from './python-sessions.ts';
import { unusualContract } from './unusual-contract.ts';

interface Received {
  readonly line: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

type Reply = (request: Received, response: http.ServerResponse) => void;

/** Answers with one content. */
const answering =
  (status: number, type: string, content: string | Buffer, headers: http.OutgoingHttpHeaders = {}): Reply =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': type, ...headers }).end(content);

const tree = answering(200, 'application/json', '{"str":"a"}');
const retryable = answering(503, 'application/problem+json', '{"code":"overloaded","retryable":true}', {
  'retry-after': '0',
});

describe('a call of a generated Python client', () => {
  let client: GeneratedClient;
  let server: Listening;
  let reply: Reply = tree;
  const received: Received[] = [];
  let connections = 0;

  before(async () => {
    client = await generatedClient(unusualContract);
    const answering = http.createServer(async (request, response) => {
      let body = '';
      request.setEncoding('latin1');
      // A caller may leave before its end.
      await (async () => {
        for await (const piece of request) body += piece;
      })().catch(() => {});
      const { method, url, headers } = request;
      const seen = { line: `${method} ${url}`, headers, body };
      received.push(seen);
      reply(seen, response);
    });
    answering.keepAliveTimeout = 500;
    answering.on('connection', () => {
      connections += 1;
    });
    server = await listen(answering);
  });
  after(() => Promise.all([client.remove(), server.close()]));

  for (const { library, session, modules } of sessions) {
    const skip = skipWithoutPython(...modules);

    /** Runs a program that leaves what it finds in `told`, and forgets what was received before. */
    const run = async (answer: Reply, program: string): Promise<unknown> => {
      received.length = 0;
      reply = answer;
      const begin = `
import datetime, decimal, io, json, pickle, tempfile, threading, time, warnings
from client import *
from client import UnusualClient as Client
warnings.simplefilter("ignore", DeprecationWarning)
told = []
api = Client(${JSON.stringify(server.url)}, session=${session}, timeout=20)

def error_of(call):
    try:
        return call()
    except ApiError as error:
        return error
`;
      return client.run(`${begin}${program}\nprint(json.dumps(told))\n`, ...modules);
    };

    describe(`over ${library}`, { skip }, () => {
      test('writes values into their places', async () => {
        await run(
          tree,
          `
api.list_(id=2**70, kind="a value that is rather long 0", class_="a/b", self_=True, user_name="x", user_name_="y", filter={"from": "1"},
  u7528_u6237="ä&=", price=decimal.Decimal("1E+3"), day=datetime.date(2026, 7, 1), list=["a"], x_trace="t", session="s")
`,
        );
        const [one] = received;
        const url = new URL(one?.line.slice(4) ?? '', 'http://x');
        assert.equal(url.pathname, `/list/${2n ** 70n}`);
        assert.deepEqual(Object.fromEntries(url.searchParams), {
          kind: 'a value that is rather long 0',
          class: 'a/b',
          self: 'true',
          'user-name': 'x',
          userName: 'y',
          用户: 'ä&=',
          price: '1000',
          day: '2026-07-01',
          list: 'a',
          'filter[from]': '1',
        });
        assert.deepEqual([one?.headers['x-trace'], one?.headers.cookie], ['t', 'session=s']);
      });

      test('refuses what cannot be sent before it is sent, with the nearest name', async () => {
        const told = await run(
          tree,
          `
kind = "a value that is rather long 0"
for call in (
    lambda: api.list_(id=1, kind=None),
    lambda: api.list_(id=1, kind=kind, user_nam="x"),
    lambda: api.list_(id=1, kind=kind, filter={"form": "1"}),
    lambda: api.list_(id=1, kind=kind, timeot=3),
    lambda: api.list_(id=1, kind=kind, headers={"a": "b\\r\\nc: d"}),
    lambda: api.list_(id=1, kind=kind, x_trace="b\\r\\nc: d"),
    lambda: api.list_(id=1, kind=kind, session="a;b"),
    lambda: api.list_(id=1, kind=kind, class_="\\ud800"),
    lambda: api.list_(id="..", kind=kind),
    lambda: api.list_(id=1, kind=kind, day=datetime.datetime(2026, 7, 1)),
    lambda: api.list_(id=1, kind=kind, price=float("nan")),
    lambda: api.str_(body={"type": "cat", "live": 9}),
    lambda: api.str_(body={"type": "dog", "bark-lout": True}),
    lambda: api.str_(body={"type": {1}}),
    lambda: api.str_(accept="text/cvs"),
    lambda: api.upload(body={"fil": b""}),
    lambda: api.upload(body={"file": "text"}),
    lambda: api.upload(body={"file": io.StringIO("text")}),
    lambda: api.send(body="text"),
    lambda: api.send(body=b"", content_type="image/gif"),
    lambda: Client("api.example"),
    lambda: Client("http://api.example", session=3),
):
    error = error_of(call)
    told.append([isinstance(error, InputError) and isinstance(error, TypeError), str(error)])
`,
        );
        assert.deepEqual(told, [
          [true, 'kind is required'],
          [true, 'there is no argument user_nam; did you mean user_name?'],
          [true, 'filter: there is no member form; did you mean from?'],
          [true, 'there is no argument timeot; did you mean timeout?'],
          [true, "the header 'a' holds characters that a header cannot hold"],
          [true, 'x_trace holds characters that a header cannot hold'],
          [true, 'session holds characters that a cookie cannot hold'],
          [true, 'a text holds half a character, which has no UTF-8'],
          [true, 'id cannot be empty, "." or "..": it is a part of the path'],
          [true, 'a datetime has no time zone; add one, such as tzinfo=datetime.timezone.utc'],
          [true, 'price holds a value that has no text: float'],
          [true, 'body: there is no member live; did you mean lives?'],
          [true, 'body: there is no member bark-lout; did you mean bark-loud?'],
          [true, 'body/type is a value that has no JSON: set'],
          [true, 'there is no accept text/cvs; did you mean text/csv?'],
          [true, 'body: there is no member fil; did you mean file?'],
          [true, 'body/file is bytes, and no text'],
          [true, "a file is opened for bytes: open(path, 'rb')"],
          [true, 'body is bytes, and no text'],
          [true, 'there is no content type image/gif; did you mean image/png?'],
          [true, 'base_url begins with http:// or https:// and the name of a host'],
          [true, 'session is a requests.Session or a httpx.Client'],
        ]);
        assert.equal(received.length, 0);
      });

      test('writes JSON with every digit, forms, texts and bytes', async () => {
        await run(
          (_, response) => void response.writeHead(204).end(),
          `
error_of(lambda: api.str_(body={"type": "cat", "lives": 2**70}))
error_of(lambda: api.str_(body={"type": "dog", "bark-loud": decimal.Decimal("0.1000000000000000000000000001")}))
error_of(lambda: api.form(body={"name": "a b&c=ü", "tags": ["x", "y"]}))
error_of(lambda: api.note(body="grüße"))
api.send(body=b"\\x00\\xff", content_type="image/jpeg")
api.send(body=io.BytesIO(b"12345"))
api.send(body=iter([b"123", b"45"]))
`,
        );
        const told = received.map(({ line, headers, body }) => [line.split(' ')[0], headers['content-type'], body]);
        assert.deepEqual(told, [
          ['POST', 'application/json', `{"type":"cat","lives":${2n ** 70n}}`],
          ['POST', 'application/json', '{"type":"dog","bark-loud":0.1000000000000000000000000001}'],
          ['POST', 'application/x-www-form-urlencoded', 'name=a%20b%26c%3D%C3%BC&tags=x,y'],
          ['POST', 'text/plain', Buffer.from('grüße').toString('latin1')],
          ['PUT', 'image/jpeg', '\x00\xff'],
          ['PUT', 'image/png', '12345'],
          ['PUT', 'image/png', '12345'],
        ]);
        const lengths = received
          .slice(4)
          .map(({ headers }) => headers['content-length'] ?? headers['transfer-encoding']);
        assert.deepEqual(lengths, ['2', '5', 'chunked']);
      });

      test('writes forms with files, the fields first', async () => {
        await run(
          answering(200, 'application/json', '{}'),
          `
with tempfile.NamedTemporaryFile(suffix='"1.png') as file:
    file.write(b"bytes")
    file.seek(0)
    api.upload(body={"file": file, "more": [("b.txt", b"two"), ("c", b"three", "text/x-c")], "title": "t", "about": {"place": "p"}})
api.upload(body={"file": b"bytes"})
`,
        );
        const [one, two] = received;
        const boundary = /boundary=(\w+)/.exec(one?.headers['content-type'] ?? '')?.[1] ?? '?';
        const parts = one?.body
          .split(`--${boundary}`)
          .map((part) => part.replace(/filename="tmp[^%]*%22/, 'filename="'));
        const head = 'Content-Disposition: form-data; name=';
        assert.deepEqual(parts, [
          '',
          `\r\n${head}"title"\r\n\r\nt\r\n`,
          `\r\n${head}"about"\r\nContent-Type: application/json\r\n\r\n{"place":"p"}\r\n`,
          `\r\n${head}"file"; filename="1.png"\r\nContent-Type: image/png\r\n\r\nbytes\r\n`,
          `\r\n${head}"more"; filename="b.txt"\r\nContent-Type: text/plain\r\n\r\ntwo\r\n`,
          `\r\n${head}"more"; filename="c"\r\nContent-Type: text/x-c\r\n\r\nthree\r\n`,
          '--\r\n',
        ]);
        assert.equal(Number(one?.headers['content-length']), one?.body.length);
        assert.match(two?.body ?? '', /filename="blob"\r\nContent-Type: application\/octet-stream\r\n\r\nbytes/);
      });

      test('gives events, lines and bytes as they come', async () => {
        let next = (): void => {};
        const told = await run(
          ({ line, headers }, response) => {
            if (line === 'GET /load') {
              response.writeHead(200, { 'content-type': 'image/png' }).end('bytes');
              return next();
            }
            const isEvents = headers.accept?.startsWith('text/event-stream') === true;
            response.writeHead(200, { 'content-type': isEvents ? 'text/event-stream' : 'application/x-ndjson' });
            const [first, second] = isEvents
              ? [
                  ':hi\nid: 7\r\nevent: tick\r\ndata: {"count":\r\ndata: 1}\r\n\r',
                  '\nevent: other\ndata: {}\n\nevent: end\ndata: [DONE]\n\nevent: tick\ndata: 1',
                ]
              : ['{"line":"é"}\n{"li', 'ne":"b"}'];
            response.write(first);
            // The rest comes when the first was read, and asked for by another call.
            next = () => void response.end(second);
          },
          `
with api.watch(accept="text/event-stream") as events:
    told.append(next(events))
    told.append(api.load().read().decode())
    told += list(events)
lines = api.watch(accept="application/x-ndjson")
told.append(next(lines))
with api.load() as download:
    told.append([download.status, download.headers["content-type"], next(download).decode()])
told += list(lines)
`,
        );
        assert.deepEqual(told, [
          { event: 'tick', data: { count: 1 }, id: '7' },
          'bytes',
          { event: 'end', data: '[DONE]' },
          { line: 'é' },
          [200, 'image/png', 'bytes'],
          { line: 'b' },
        ]);
      });

      test('walks the pages of answers, by a value in them or by the field Link', async () => {
        const told = await run(
          ({ line }, response) => {
            const { pathname, searchParams } = new URL(line.slice(4), 'http://x');
            const page = Number(searchParams.get('after') ?? searchParams.get('page') ?? 1);
            const found = { list: [{ type: 'cat', lives: page }], after: page < 3 ? String(page + 1) : null };
            const link = `</linked?page=9>; rel="last"${page < 3 ? `, </linked?x=1&page=${page + 1}>; rel="other next"` : ''}`;
            response.writeHead(200, { 'content-type': 'application/json', link });
            response.end(JSON.stringify(pathname === '/people' ? { found } : [page]));
          },
          `
seen = []
told.append([cat["lives"] for cat in api.people_items(limit=5, after_response=lambda _, response: seen.append(response.status))])
told.append(len(seen))
told.append([page["found"]["after"] for page in api.people_pages(after="2")])
told.append(list(api.linked_items()))
told.append(next(api.linked_pages()))
`,
        );
        assert.deepEqual(told, [[1, 2, 3], 3, ['3', null], [1, 2, 3], [1]]);
        assert.equal(received[1]?.line, 'GET /people?after=2&limit=5');
      });

      test('reads each declared media type, and what is not declared', async () => {
        const answers = [
          ['application/json', '{"a":{"type":"dog","bark-loud":12345678901234567890}}'],
          ['application/vnd.other+json', '{"type":"cat"}'],
          ['text/csv', 'a,b'],
          ['text/plain; charset=iso-8859-1', Buffer.from('ü', 'latin1')],
          ['application/octet-stream', 'x'],
          ['text/plain', 'x'],
        ] as const;
        let asked = 0;
        const told = await run(
          (_, response) => {
            const [type, content] = answers[asked] ?? ['text/plain', ''];
            asked += 1;
            response.writeHead(200, { 'content-type': type }).end(content);
          },
          `
one = api.str_()["a"]
told.append([one["type"], str(one["bark-loud"])])
told.append(api.str_(accept="application/vnd.other+json"))
told.append(api.str_(accept="text/csv"))
told.append(api.str_())
told.append(repr(api.note(body="x")))
told.append(api.note(body="x"))
`,
        );
        assert.deepEqual(told, [['dog', '12345678901234567890'], { type: 'cat' }, 'a,b', 'ü', "b'x'", 'x']);
        assert.equal(received[1]?.headers.accept, 'application/vnd.other+json, application/problem+json');
      });

      test('tells errors apart, which can be pickled', async () => {
        const answers: readonly Reply[] = [
          answering(502, 'text/html', '<h1>Bad gateway</h1>'),
          answering(
            400,
            'application/problem+json',
            '{"code":"invalid-request","detail":"no","errors":[{"in":"query","name":"a","pointer":"#/a","code":"type","detail":"d"},3,{"detail":"foreign"}]}',
          ),
          answering(400, 'application/problem+json', 'no JSON'),
          answering(200, 'application/json', '{"a'),
          answering(200, 'text/html', '<h1>Log in</h1>'),
          answering(200, 'application/json', '['.repeat(200_000)),
          answering(302, 'text/html', '', { location: '/elsewhere' }),
          (_, response) => response.destroy(),
          () => {},
        ];
        let asked = 0;
        const told = await run(
          (request, response) => {
            answers[asked]?.(request, response);
            asked += 1;
          },
          `
for timeout in [20] * 8 + [0.5]:
    error = error_of(lambda: api.list_(id=1, kind="a value that is rather long 0", retries=0, timeout=timeout))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
    told.append([type(error).__name__, error.retryable, getattr(error, "status", None), getattr(error, "code", None)])
    if isinstance(error, ProblemError):
        told[-1].append([e["name"] for e in error.errors])
`,
        );
        assert.deepEqual(told, [
          ['HttpError', true, 502, null],
          ['ProblemError', false, 400, 'invalid-request', ['a']],
          ['HttpError', false, 400, null],
          ['DecodeError', false, 200, null],
          ['DecodeError', false, 200, null],
          ['DecodeError', false, 200, null],
          ['HttpError', false, 302, null],
          ['NetworkError', true, null, null],
          ['DeadlineError', true, null, null],
        ]);
      });

      const repeats: readonly (readonly [promise: string, first: Reply, call: string, sent: number])[] = [
        ['what is retryable', retryable, 'api.list_(id=1, kind="a value that is rather long 0")', 2],
        [
          'a broken connection of a GET',
          (_, response) => response.destroy(),
          'api.list_(id=1, kind="a value that is rather long 0")',
          2,
        ],
        [
          'a 502 of some proxy to a GET',
          answering(502, 'text/html', ''),
          'api.list_(id=1, kind="a value that is rather long 0")',
          2,
        ],
        ['a POST that was refused before it did anything', retryable, 'api.str_(body=None)', 2],
        ['no POST of which nobody knows', answering(502, 'text/html', ''), 'api.str_(body=None)', 1],
        ['no broken connection of a POST', (_, response) => response.destroy(), 'api.str_(body=None)', 1],
        ['a POST with its key', answering(502, 'text/html', ''), 'api.pay(idempotency_key="1")', 2],
        ['no POST without its key', answering(502, 'text/html', ''), 'api.pay()', 1],
        ['no file that was sent', answering(502, 'text/html', ''), 'api.send(body=io.BytesIO(b"1"))', 1],
        [
          'nothing that is wrong',
          answering(400, 'application/problem+json', '{"code":"invalid-request"}'),
          'api.str_(body=None)',
          1,
        ],
        [
          'nothing after a date that is too late',
          answering(503, 'application/problem+json', '{"retryable":true}', {
            'retry-after': 'Sun, 06 Nov 2094 08:49:37 GMT',
          }),
          'api.str_(body=None)',
          1,
        ],
        [
          'at once after a date that has passed',
          answering(503, 'application/problem+json', '{"retryable":true}', {
            'retry-after': 'Sunday, 06-Nov-94 08:49:37 GMT',
          }),
          'api.str_(body=None)',
          2,
        ],
      ];
      test('repeats where that does no harm', async (t) => {
        for (const [promise, first, call, sent] of repeats) {
          await t.test(promise, async () => {
            let asked = 0;
            await run((request, response) => {
              asked += 1;
              if (asked === 1) return first(request, response);
              response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
            }, `error_of(lambda: ${call})`);
            assert.equal(received.length, sent);
          });
        }
      });

      test('ends in time, repeats included, also where an answer trickles', async () => {
        const told = await run(
          ({ line }, response) => {
            if (line.startsWith('POST')) return retryable({ line, headers: {}, body: '' }, response);
            response.writeHead(200, { 'content-type': 'application/json' });
            const timer = setInterval(() => response.write(' '.repeat(10)), 50);
            response.on('close', () => clearInterval(timer));
          },
          `
for call in (lambda: api.str_(timeout=1, retries=10**9), lambda: api.list_(id=1, kind="a value that is rather long 0", timeout=1)):
    begin = time.monotonic()
    error = error_of(call)
    told.append([isinstance(error, ApiError), 0.1 < time.monotonic() - begin < 4])
`,
        );
        assert.deepEqual(told, [
          [true, true],
          [true, true],
        ]);
      });

      test('shows hooks what is sent and what came, and takes headers from a function', async () => {
        const told = await run(
          tree,
          `
def before(request):
    request.headers["x-signed"] = request.method
seen = []
api = Client(api._caller._base_url, session=${session}, headers=lambda: {"Authorization": "fresh"}, before_request=before,
    after_response=lambda request, response: seen.append([request.headers["x-signed"], response.status]))
api.list_(id=1, kind="a value that is rather long 0", headers={"x-own": "1"}, after_response=lambda _, response: seen.append(len(response.content)))
told = seen
`,
        );
        assert.deepEqual(told, [['GET', 200], 11]);
        const headers = received[0]?.headers;
        assert.deepEqual([headers?.authorization, headers?.['x-signed'], headers?.['x-own']], ['fresh', 'GET', '1']);
      });

      test('keeps connections, for many threads, and gets over those that were closed', async () => {
        connections = 0;
        const told = await run(
          ({ line }, response) =>
            void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ str: line })),
          `
kind = "a value that is rather long 0"
for number in range(20):
    told.append(api.list_(id=number, kind=kind)["str"].startswith(f"GET /list/{number}?"))
time.sleep(1.2)
told.append(api.list_(id=7, kind=kind, retries=0)["str"].startswith("GET /list/7?"))
def many(start):
    for number in range(start, start + 10):
        told.append(api.list_(id=number, kind=kind)["str"].startswith(f"GET /list/{number}?"))
threads = [threading.Thread(target=many, args=(start,)) for start in range(0, 800, 100)]
for thread in threads: thread.start()
for thread in threads: thread.join()
api.close()
`,
        );
        assert.deepEqual(
          told,
          Array.from({ length: 101 }, () => true),
        );
        assert.ok(connections <= 12, `${connections} connections`);
      });

      test('reads an answer of 20 MB', async () => {
        const told = await run(
          answering(200, 'application/json', JSON.stringify({ str: 'x'.repeat(20_000_000) })),
          'told.append(len(api.list_(id=1, kind="a value that is rather long 0")["str"]))',
        );
        assert.deepEqual(told, [20_000_000]);
      });
    });
  }
});
