import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ApiError } from '../../../src/generate/typescript/runtime/paramap-answer.ts';
import { eventReader, readLines } from '../../../src/generate/typescript/runtime/paramap-events.ts';
import type { Content } from '../../../src/generate/typescript/runtime/paramap-read.ts';

const fail = (cause: unknown): ApiError => new ApiError('op', { kind: 'network', cause });

/** A stream that arrives in these pieces. */
function arriving(...pieces: (string | Uint8Array<ArrayBuffer>)[]): Response {
  const encoder = new TextEncoder();
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
        controller.close();
      },
    }),
  );
}

/** What a reader gave, as a stream. */
async function* opened(content: Content | Promise<Content>): AsyncGenerator<unknown> {
  const read = await content;
  assert.ok('data' in read && read.data instanceof Object && Symbol.asyncIterator in read.data);
  yield* read.data as AsyncIterable<unknown>;
}

async function all(content: Content | Promise<Content>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of opened(content)) items.push(item);
  return items;
}

const events = (text: string, declared?: Record<string, boolean>): Promise<unknown[]> =>
  all(eventReader(declared)(arriving(text), 'text/event-stream', fail));

describe('server-sent events', () => {
  const declared = { token: false, end: true };
  const rows: readonly [name: string, text: string, expected: unknown[]][] = [
    ['have a name and JSON', 'event: token\ndata: {"a":1}\n\n', [{ event: 'token', data: { a: 1 }, id: '' }]],
    [
      'join their lines of data',
      'event: token\ndata: {\ndata: "a":1}\n\n',
      [{ event: 'token', data: { a: 1 }, id: '' }],
    ],
    ['keep the last id', 'id: 7\n\nevent: token\ndata: 1\n\n', [{ event: 'token', data: 1, id: '7' }]],
    ['may have other ends of lines', 'event: token\r\ndata: 1\r\rdata: 2\r\r', [{ event: 'token', data: 1, id: '' }]],
    ['of other names are left out', 'event: ping\ndata: 1\n\ndata: 2\n\n', []],
    ['may be a bare text where that is declared', 'event: end\ndata: bye\n\n', [{ event: 'end', data: 'bye', id: '' }]],
    ['that are no JSON are left out elsewhere', 'event: token\ndata: [DONE]\n\n', []],
    ['without data are none', 'event: token\n\n: comment\n\n', []],
    ['that never became whole are none', 'event: token\ndata: 1\n', []],
  ];
  for (const [name, text, expected] of rows) {
    test(name, async () => assert.deepEqual(await events(text, declared), expected));
  }

  test('are given as they came where none is declared', async () => {
    assert.deepEqual(await events('data: [DONE]\n\n'), [{ event: 'message', data: '[DONE]', id: '' }]);
  });

  test('that are broken end the stream with an error', async () => {
    await assert.rejects(events('event: token\ndata: {"a":\n\n', declared), (error) => {
      assert.ok(error instanceof ApiError);
      assert.deepEqual([error.operation, error.error.kind], ['op', 'decode']);
      return true;
    });
  });

  test('are the same however they arrive', async () => {
    const text = 'id: 1\r\nevent: token\r\ndata: "ä€😀"\r\n\r\nevent: end\ndata: x\n\n';
    const bytes = new TextEncoder().encode(text);
    const whole = await events(text, declared);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
        const edges = [0, ...cuts.sort((one, other) => one - other), bytes.length];
        const pieces = edges.slice(1).map((end, index) => bytes.slice(edges[index], end));
        assert.deepEqual(await all(eventReader(declared)(arriving(...pieces), 'text/event-stream', fail)), whole);
      }),
      { numRuns: 100 },
    );
  });

  test('are not read from another content', async () => {
    assert.deepEqual(await eventReader({})(arriving('{}'), 'application/json', fail), { text: '{}' });
  });

  test('give the connection up when nobody wants more of them', async () => {
    let isCancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('event: token\ndata: 1\n\n')),
      cancel() {
        isCancelled = true;
      },
    });
    for await (const _ of opened(eventReader(declared)(new Response(endless), 'text/event-stream', fail))) break;
    assert.equal(isCancelled, true);
  });
});

describe('lines of JSON', () => {
  const lines = (text: string, type = 'application/x-ndjson') => all(readLines(arriving(text), type, fail));

  test('are values, the last one also without an end of line', async () => {
    assert.deepEqual(await lines('{"a":1}\n\n2\r\n"x"'), [{ a: 1 }, 2, 'x']);
  });
  test('and records of a JSON text sequence', async () => {
    assert.deepEqual(await lines('\x1e{"a":1}\n\x1e2\n', 'application/json-seq'), [{ a: 1 }, 2]);
  });
  test('that are broken end the stream with an error', async () => {
    await assert.rejects(lines('1\n{"a"\n'), ApiError);
  });
  test('are not read from JSON', async () => {
    assert.deepEqual(await readLines(arriving('1'), 'application/json', fail), { text: '1' });
  });
});
