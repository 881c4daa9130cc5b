// Answers that began as those of the example contracts, through everything that brings them back to the caller.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatProblem } from '../../src/problem/problem.ts';
import type { AnswerField } from '../../src/http/answer-fields.ts';
import { receivedOf, runReply } from '../../src/example/run-reply.ts';
import { changed, jsonChanges } from '../support/mutate-json.ts';
import { authored, exampleApi, examples, namesIn, nastyTexts } from './example-messages.ts';
import { fuzz } from './fuzzing.ts';

const answered = examples.flatMap(({ operation, example: { reply } }) =>
  reply === undefined ? [] : { operation, reply },
);
const words = [...new Set(answered.map(({ operation }) => operation.file))].flatMap((file) => [
  ...namesIn(authored(file)),
]);
const text = fc.oneof(fc.constantFrom(...nastyTexts), fc.constantFrom(...words));
const values = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.maxSafeInteger());
/** Stands in every answer, and is nothing that a caller may read in a problem of ours. */
const canary = 'canary-of-the-upstream';

const field = fc.tuple(
  fc.constantFrom(
    'content-type',
    'content-encoding',
    'etag',
    'location',
    'retry-after',
    'set-cookie',
    'x-total',
    'link',
    'cache-control',
    'content-range',
  ),
  fc.oneof(
    fc.constantFrom(
      'application/json',
      'application/json; charset=utf-16',
      'text/event-stream',
      'application/xml',
      'gzip',
      'br, gzip',
      'no-transform',
      '*',
      '-1',
      '<>; rel=next',
    ),
    fc.stringMatching(/^[!-~]{0,12}$/),
    fc.array(fc.stringMatching(/^[!-~]{0,6}$/), { minLength: 2, maxLength: 3 }),
  ),
);

fuzz('an answer comes back as its contract says, or is a problem that shows nothing of it', () => ({
  input: fc.record({
    index: fc.nat(answered.length - 1),
    changes: fc.option(jsonChanges(text, values), { nil: [] }),
    status: fc.option(fc.constantFrom(200, 201, 204, 206, 301, 304, 400, 404, 409, 422, 429, 500, 503), {
      nil: undefined,
      freq: 5,
    }),
    fields: fc.array(field, { maxLength: 2 }),
    splice: fc.option(fc.tuple(fc.nat(500), fc.nat(4), fc.uint8Array({ maxLength: 4 })), { nil: undefined, freq: 4 }),
    method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST'),
  }),
  holds({ index, changes, status, fields, splice, method }) {
    const chosen = answered[index];
    if (chosen === undefined) return;
    const { operation, reply } = chosen;
    const body: unknown = reply.answer.body === undefined ? undefined : changed(reply.answer.body, changes);
    const written = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
    const received = receivedOf({ ...reply.answer, body: written }, operation);
    const all = new Map<string, AnswerField>([
      ...received.fields,
      ...fields.map(([name, value]) => [name, { name, value }] as const),
    ]);
    all.set('x-canary', { name: 'X-Canary', value: canary });
    const start = splice === undefined ? 0 : splice[0] % (received.content.length + 1);
    const pieces = [
      received.content.subarray(0, start),
      splice?.[2] ?? [],
      received.content.subarray(start + (splice?.[1] ?? 0)),
    ];
    const content = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
    const answer = { status: status ?? received.status, fields: all, content };
    const [bytesBefore, fieldsBefore] = [Buffer.from(content), structuredClone(all)];
    const ran = runReply(exampleApi.replies, operation, { method, answer });
    assert.deepEqual(ran, runReply(exampleApi.replies, operation, { method, answer }), 'two runs agree');
    assert.deepEqual(content, bytesBefore, 'what was received is not written to');
    assert.deepEqual(all, fieldsBefore);
    if (ran.ok) {
      assert.ok(ran.status >= 200 && ran.status <= 599);
      for (const { name, value } of ran.fields.values())
        for (const line of [value].flat()) assert.doesNotMatch(`${name}: ${line}`, /[\0\r\n]|[^\t\x20-\x7e\x80-\xff]/);
      const isJson = /^application\/json$/i.test(String(ran.fields.get('content-type')?.value));
      const isTouched = typeof ran.content === 'string';
      if (isJson && isTouched && ran.content !== '') JSON.parse(ran.content);
      return;
    }
    const { problem } = ran;
    assert.ok(
      problem.status === 502 && problem.code !== 'contract-broken',
      `${problem.code}: ${String(problem.cause)}`,
    );
    const { body: told, headers } = formatProblem(problem, {
      instance: 'urn:x',
      name: 'paramap',
      typeBase: 'https://p.example',
    });
    assert.doesNotMatch(told + JSON.stringify(headers), new RegExp(canary));
  },
}));
