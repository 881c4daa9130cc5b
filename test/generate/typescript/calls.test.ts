import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ApiError,
  bind,
  type Call,
  type CallOptions,
  type ClientOptions,
  type Definition,
  operation,
  readJson,
  readNone,
  type Result,
  type Success,
  type Takes,
} from '../../../src/generate/typescript/runtime/paramap-client.ts';
import { readAny, readBytes, readText } from '../../../src/generate/typescript/runtime/paramap-contents.ts';
import { retries } from '../../../src/generate/typescript/runtime/paramap-retries.ts';

type Given = Result<Success<unknown>>;

const definition: Definition = {
  name: 'op',
  method: 'GET',
  path: '/op',
  parameters: [{ in: 'header', name: 'Idempotency-Key' }],
  key: 'Idempotency-Key',
  answers: { default: readJson },
};

/** Answers in turn, the last one again and again; keeps what it was asked. */
function answering(...answers: (() => Response | Promise<Response>)[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    asked.push({ url: String(url), init });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    assert.ok(answer !== undefined);
    return answer();
  };
  return { asked, fetch };
}

const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}) =>
  (): Response =>
    new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });
const problem = (status: number, members: object, headers: Record<string, string> = {}) =>
  json(members, status, { 'content-type': 'application/problem+json', ...headers });
const broken = (): Response => {
  throw new TypeError('fetch failed');
};
const never = (signal: AbortSignal | null | undefined): Promise<Response> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

const run = (options: Partial<ClientOptions>, changed: Partial<Definition> = {}, input = {}, call: CallOptions = {}) =>
  operation<Takes<object>, Given>({ ...definition, ...changed })({ baseUrl: 'http://api', ...options }, input, call);

describe('what is repeated, and what is not', () => {
  const rows: readonly [
    name: string,
    first: () => Response,
    attempts: number,
    changed?: Partial<Definition>,
    input?: object,
  ][] = [
    ['a broken connection of what does no harm', broken, 2],
    ['not a broken connection of a POST', broken, 1, { method: 'POST' }],
    ['a broken connection of a POST with a key', broken, 2, { method: 'POST' }, { 'Idempotency-Key': 'k' }],
    ['a problem that says so, whatever the method', problem(502, { retryable: true }), 2, { method: 'POST' }],
    ['not a problem that says no', problem(504, { retryable: false }), 1],
    ['a 503 that says nothing', json({}, 503), 2],
    ['not a 503 of a POST', json({}, 503), 1, { method: 'POST' }],
    ['a 429 of a POST, which was not acted upon', json({}, 429), 2, { method: 'POST' }],
    ['not a 400', problem(400, { code: 'invalid-request' }), 1],
    ['not what cannot be read', () => new Response('<p>', { headers: { 'content-type': 'text/html' } }), 1],
  ];
  for (const [name, first, attempts, changed, input] of rows) {
    test(name, async () => {
      const api = answering(first, json('done'));
      const result = await run({ fetch: api.fetch, retry: retries({ backoffMs: 1 }) }, changed, input);
      assert.equal(api.asked.length, attempts);
      assert.equal(result.ok, attempts === 2);
    });
  }

  test('nothing, where no policy is given', async () => {
    const api = answering(broken, json('done'));
    assert.equal((await run({ fetch: api.fetch })).ok, false);
  });

  test('until the attempts are used up', async () => {
    const api = answering(broken);
    await run({ fetch: api.fetch, retry: retries({ attempts: 4, backoffMs: 1 }) });
    assert.equal(api.asked.length, 4);
  });

  test('a body that is a stream is sent once', async () => {
    const api = answering(broken);
    const writeBody = () => new ReadableStream();
    const changed = { method: 'PUT', bodyType: 'image/png', writeBody };
    await run({ fetch: api.fetch, retry: retries({ backoffMs: 1 }) }, changed, { body: 1 });
    assert.equal(api.asked.length, 1);
  });

  const waits: readonly [name: string, retryAfter: string, attempts: number][] = [
    ['seconds', '1', 2],
    ['a date', new Date(Date.now() + 1500).toUTCString(), 2],
    ['a date that is over', new Date(0).toUTCString(), 2],
    ['more seconds than there are', '60', 1],
    ['a date that is too late', new Date(Date.now() + 60_000).toUTCString(), 1],
    ['what is neither', 'soon', 2],
  ];
  for (const [name, retryAfter, attempts] of waits) {
    test(`Retry-After in ${name} is ${attempts === 2 ? 'kept' : 'not waited for'}`, async () => {
      const api = answering(json({}, 503, { 'retry-after': retryAfter }), json('done'));
      const from = Date.now();
      await run({ fetch: api.fetch, retry: retries({ backoffMs: 1, longestMs: 5000 }) });
      assert.equal(api.asked.length, attempts);
      assert.ok(retryAfter !== '1' || Date.now() - from >= 990, 'as long as was asked for');
    });
  }
});

describe('a call ends', () => {
  test('when its time is over, the repeats included', async () => {
    const api = answering(json({}, 503, { 'retry-after': '1' }));
    const result = await run({ fetch: api.fetch, timeoutMs: 200, retry: retries() });
    assert.equal(result.ok ? '' : result.error.kind, 'http', 'no time is spent on a wait that is too long');
    assert.equal(api.asked.length, 1);
  });

  test('when the API is silent for longer than that', async () => {
    const fetch: typeof globalThis.fetch = (_, init) => never(init?.signal);
    const result = await run({ fetch }, {}, {}, { timeoutMs: 20 });
    assert.equal(result.ok ? '' : result.error.kind, 'timeout');
  });

  test('when its caller wants no more of it, also while it waits for the next attempt', async () => {
    const controller = new AbortController();
    const api = answering(json({}, 503, { 'retry-after': '10' }));
    setTimeout(() => controller.abort(new Error('enough')), 20);
    const result = await run({ fetch: api.fetch, retry: retries() }, {}, {}, { signal: controller.signal });
    assert.equal(result.ok ? '' : result.error.kind, 'aborted');
    assert.equal(api.asked.length, 1);
  });

  test('with `timeout` where the caller gave a signal that ends by itself', async () => {
    const fetch: typeof globalThis.fetch = (_, init) => never(init?.signal);
    const result = await run({ fetch }, {}, {}, { signal: AbortSignal.timeout(10) });
    assert.equal(result.ok ? '' : result.error.kind, 'timeout');
  });
});

describe('what surrounds a call', () => {
  test('header fields are asked for before each attempt, and hooks see each', async () => {
    const api = answering(json({}, 503), json('done'));
    const seen: string[] = [];
    let token = 0;
    const result = await run({
      fetch: api.fetch,
      retry: retries({ backoffMs: 1 }),
      headers: async () => ({ authorization: `Bearer ${++token}` }),
      beforeRequest: (request) => {
        request.url += '?traced';
        request.headers.set('x-attempt', String(request.attempt));
      },
      afterResponse: ({ status }, { operation: name, attempt }) => seen.push(`${name} ${attempt} ${status}`),
    });
    assert.equal(result.ok, true);
    assert.deepEqual(seen, ['op 1 503', 'op 2 200']);
    assert.deepEqual(
      api.asked.map(({ url, init }) => [url, new Headers(init.headers).get('authorization')]),
      [
        ['http://api/op?traced', 'Bearer 1'],
        ['http://api/op?traced', 'Bearer 2'],
      ],
    );
  });

  test('a hook that fails is an error of the call', async () => {
    const result = await run({
      fetch: answering(json(1)).fetch,
      beforeRequest: () => {
        throw new Error('no token');
      },
    });
    assert.equal(result.ok ? '' : result.error.kind, 'network');
  });

  test('`orThrow` gives the data, or throws one class of errors', async () => {
    const client = bind<{ op: Call<Takes<object>, Given> }>(
      {
        baseUrl: 'http://api',
        fetch: answering(json(7), problem(400, { code: 'invalid-request', detail: 'no' })).fetch,
      },
      { op: operation<Takes<object>, Given>(definition) },
    );
    assert.equal(await client.op.orThrow(), 7);
    await assert.rejects(client.op.orThrow(), (error) => {
      assert.ok(error instanceof ApiError);
      assert.equal(error.message, 'op: problem no');
      assert.equal(error.error.kind, 'problem');
      return true;
    });
  });
});

describe('an answer is read by its status', () => {
  const answers = { '200': readJson, '204': readNone };
  const rows: readonly [name: string, answer: () => Response, changed: Partial<Definition>, expected: unknown][] = [
    ['JSON', json({ a: 1 }), { answers }, { a: 1 }],
    ['no content', () => new Response(null, { status: 204 }), { answers }, undefined],
    ['a status that is not declared beside several', json(1, 201), { answers }, 'decode'],
    ['a class of statuses', json(1, 202), { answers: { '204': readNone, '2XX': readJson } }, 1],
    ['a text', () => new Response('a,b'), { answers: { '200': readText } }, 'a,b'],
    ['JSON where nothing is declared', json([1]), { answers: { default: readAny } }, [1]],
    ['text where nothing is declared', () => new Response('t'), { answers: { default: readAny } }, 't'],
    [
      'HTML where JSON is declared',
      () => new Response('<p>', { headers: { 'content-type': 'text/html' } }),
      {},
      'decode',
    ],
  ];
  for (const [name, answer, changed, expected] of rows) {
    test(name, async () => {
      const result = await run({ fetch: answering(answer).fetch }, changed);
      assert.deepEqual(result.ok ? result.data : result.error.kind, expected);
    });
  }

  test('bytes, as the answer itself', async () => {
    const result = await run(
      { fetch: answering(() => new Response('bytes')).fetch },
      { answers: { '200': readBytes } },
    );
    assert.ok(result.ok && result.data instanceof Response);
    assert.equal(await result.data.text(), 'bytes');
  });

  test('the JSON of an error where it is declared, and its text always', async () => {
    const asked = { fetch: answering(json({ code: 17 }, 409)).fetch };
    const told = await run(asked, { failures: ['409'] });
    const other = await run(asked, { failures: ['404'] });
    assert.deepEqual(told.ok || told.error.kind !== 'http' ? '' : told.error.data, { code: 17 });
    assert.deepEqual(other.ok || other.error.kind !== 'http' ? '' : [other.error.data, other.error.text], [
      undefined,
      '{"code":17}',
    ]);
  });
});
