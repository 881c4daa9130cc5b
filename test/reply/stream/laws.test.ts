import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ReplyStream, StreamPiece } from '../../../src/reply/reply.ts';
import { EventFrames } from '../../../src/reply/stream/event-frames.ts';
import type { Frames } from '../../../src/reply/stream/frames.ts';
import { LineFrames } from '../../../src/reply/stream/line-frames.ts';
import { SequenceFrames } from '../../../src/reply/stream/sequence-frames.ts';
import { contractOf } from '../../support/contract.ts';
import { replyOf } from '../../support/reply.ts';

/** Bytes that mean something to one of the formats, and some that do not. */
const text = fc
  .array(
    fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      ':',
      ' ',
      'data',
      'data:',
      'data: {"delta":{"text":"é😀"}}',
      'event: tok',
      'event:a',
      'id: 1',
      'retry: 1',
      ': c',
      '{',
      '}',
      '"',
      '\\',
      '[1]',
      '\x1e',
      '{"delta":{"text":"x"}}',
      'x',
      'é',
      '\ufeff',
      '[DONE]',
      'data: 1\r\n\r\n',
      'event: tok\r\ndata: {"delta":{"text":"y"}}\r\n\r\n',
      'data: 2\r\r',
      ': c\r\n',
    ),
    { maxLength: 40 },
  )
  .map((parts) => Buffer.from(parts.join('')));

/** The same bytes cut anywhere. */
const cut = (bytes: Buffer, places: readonly number[]): Buffer[] => {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((left, right) => left - right);
  return [0, ...ends].map((start, index) => bytes.subarray(start, ends[index] ?? bytes.length));
};
const places = fc.array(fc.nat(400), { maxLength: 12 });

const schema = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string', 'x-upstream': 'delta/text' } },
};
const streamOf = (type: string, declared: object): ReplyStream => {
  const contract = contractOf({ route: 'GET /a', responses: { 200: { content: { [type]: declared } } } });
  const fields = new Map([['content-type', { name: 'Content-Type', value: type }]]);
  const step = replyOf(contract)?.begin({ method: 'GET', status: 200, fields });
  assert.ok(step?.kind === 'stream');
  return step.open();
};

const collect = (stream: ReplyStream, chunks: readonly Buffer[]): { content: string; violations: string[] } => {
  const pieces: StreamPiece[] = [...chunks.map((chunk) => stream.take(chunk)), stream.end()];
  return {
    content: Buffer.concat(pieces.map(({ content }) => content)).toString('latin1'),
    violations: pieces.flatMap(({ violations }) => violations.map(({ detail }) => detail)),
  };
};

const mapping: [type: string, declared: object][] = [
  ['text/event-stream', { 'x-events': { token: { ...schema, 'x-upstream': 'tok' }, message: schema } }],
  ['text/event-stream', { 'x-events': { token: { ...schema, 'x-upstream': 'tok' } }, 'x-other-events': 'drop' }],
  ['application/x-ndjson', schema],
  ['application/json-seq', schema],
];
const identity: [type: string, declared: object][] = [
  ['text/event-stream', { 'x-events': { tok: { type: 'object' }, message: { required: ['delta'] } } }],
  ['application/x-ndjson', { type: 'object' }],
  ['application/json-seq', { type: 'object' }],
];

describe('a stream', () => {
  for (const [name, create] of [
    ['events', () => new EventFrames()],
    ['lines', () => new LineFrames()],
    ['sequences', () => new SequenceFrames()],
  ] as [string, () => Frames][]) {
    it(`of ${name} loses no byte and makes none up, wherever it is cut`, () => {
      fc.assert(
        fc.property(text, places, (bytes, at) => {
          const frames = create();
          const cutFrames = cut(bytes, at).flatMap((chunk) => frames.push(chunk));
          assert.deepEqual(Buffer.concat([...cutFrames, frames.rest()]), bytes);
          assert.equal(frames.heldBytes, 0);
        }),
      );
    });
  }

  for (const [type, declared] of mapping) {
    it(`becomes the same wherever it is cut: ${type} ${JSON.stringify(Object.keys(declared))}`, () => {
      fc.assert(
        fc.property(text, places, (bytes, at) => {
          const whole = collect(streamOf(type, declared), [bytes]);
          assert.deepEqual(collect(streamOf(type, declared), cut(bytes, at)), whole);
          const single = Array.from(bytes, (byte) => Buffer.from([byte]));
          assert.deepEqual(collect(streamOf(type, declared), single), whole);
        }),
        { numRuns: 300 },
      );
    });
  }

  for (const [type, declared] of identity) {
    it(`that is only judged goes on byte by byte: ${type}`, () => {
      fc.assert(
        fc.property(text, places, (bytes, at) => {
          assert.equal(collect(streamOf(type, declared), cut(bytes, at)).content, bytes.toString('latin1'));
        }),
      );
    });
  }

  it('of events gives each as soon as its blank line is there, and a comment as soon as its line is', () => {
    const ends = ['\n', '\r\n', '\r'];
    for (const end of ends) {
      const stream = streamOf(...(mapping[0] ?? ['', {}]));
      const event = `data: {"delta":{"text":"x"}}${end}${end}`;
      for (let round = 0; round < 3; round += 1) {
        const before = stream.take(Buffer.from(event.slice(0, -1))).content.toString();
        const after = stream.take(Buffer.from(event.slice(-1))).content.toString();
        assert.equal(before + after, `data: {"text":"x"}${end}${end}`);
        assert.ok(end === '\r\n' ? before.endsWith('\r') : before === '', JSON.stringify([end, before]));
      }
      assert.equal(stream.take(Buffer.from(`: alive${end}`)).content.toString(), `: alive${end}`);
    }
  });
});
