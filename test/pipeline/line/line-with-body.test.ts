import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileOperation } from '../../../src/pipeline/compile-operation.ts';
import { compileLine } from '../../../src/pipeline/line/compile-line.ts';
import type { Incoming } from '../../../src/pipeline/request.ts';
import { GateCompiler } from '../../../src/pipeline/validate/gate.ts';
import { contractOf, operationOf } from '../../support/contract.ts';
import { lineRequests } from './line-requests.ts';

const limits = { queryParameters: 20, jsonDepth: 64, violations: 50, decompressedBytes: 1, formFields: 1 };
const text = { type: 'string' };
const json = (schema: object) => ({ 'application/json': schema });

const order = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { ...text, 'x-upstream': 'no' },
    at: { ...text, format: 'date', 'x-upstream': { codec: 'unix-seconds' } },
  },
};

const operation = operationOf(
  contractOf({
    route: 'PUT /things/{a}',
    upstream: { route: 'POST /u/{a}', query: { v: '2' }, accept: 'application/json' },
    path: { properties: { a: { type: 'integer', minimum: 1 } } },
    query: {
      properties: {
        b: { ...text, 'x-upstream': { in: 'header', name: 'X-B' } },
        c: { type: 'boolean', default: true },
      },
    },
    body: { required: false, content: json(order) },
  }),
);

const bodies = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('{"id":"7"}', '{"id":"7","at":"2025-11-20"}', '{ "at": "1970-01-01", "id": "" }'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '{',
      '[]',
      '{"id":7}',
      '{"id":"7","id":"8"}',
      '{"id":"7","x":1}',
      '{"id":"7","__proto__":1}',
      '{"at":"2025-11-20"}',
      '{"id":"7","at":"2025-02-30"}',
      '""',
      '',
    ),
  },
  { weight: 2, arbitrary: fc.constant(undefined) },
);

const types = fc.constantFrom(
  ['Content-Type', 'application/json'],
  ['Content-Type', 'application/json; charset=utf-8'],
  ['content-type', 'text/plain'],
  [],
);

describe('the code of an operation that takes a body', () => {
  const gates = new GateCompiler();

  it('serves the body as well', () => {
    assert.equal(compileLine(operation, { gates, mostPairs: limits.queryParameters })?.takesBody, true);
  });

  it('answers as the stages do, whatever the line and the body are', () => {
    const stages = compileOperation(operation, gates, limits);
    const counts = { sent: 0, refused: 0 };
    fc.assert(
      fc.property(lineRequests(operation), bodies, types, ({ segment, pairs, fields }, body, type) => {
        const url = `/things/${segment}?${pairs.join('&')}`;
        const incoming: Incoming = {
          method: 'PUT',
          url,
          rawHeaders: [...fields.flat(), ...type, 'Digest', 'x'],
          body: body === undefined ? undefined : { kind: 'bytes', bytes: Buffer.from(body) },
          context: undefined,
        };
        const outcome = stages.run(incoming, [segment]);
        // Whoever looks on has the stages run.
        assert.deepEqual(plain(outcome), plain(stages.run(incoming, [segment], { decoded: () => {} })));
        counts[outcome.ok ? 'sent' : 'refused'] += 1;
      }),
      { numRuns: 1000 },
    );
    assert.ok(counts.sent > 100, `sent: ${counts.sent}`);
    assert.ok(counts.refused > 100, `refused: ${counts.refused}`);
  });
});

const plain = (outcome: object): unknown =>
  JSON.parse(JSON.stringify(outcome, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value)));
