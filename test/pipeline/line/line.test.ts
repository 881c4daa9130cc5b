import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileOperation } from '../../../src/pipeline/compile-operation.ts';
import { compileLine } from '../../../src/pipeline/line/compile-line.ts';
import { GateCompiler } from '../../../src/pipeline/validate/gate.ts';
import type { Incoming } from '../../../src/pipeline/request.ts';
import { contractOf, operationOf } from '../../support/contract.ts';
import { lineContracts } from './line-contracts.ts';
import { lineRequests } from './line-requests.ts';

const limits = { queryParameters: 20, jsonDepth: 64, violations: 50, decompressedBytes: 1, formFields: 1 };

describe('the code of an operation', () => {
  for (const [title, members] of Object.entries(lineContracts)) {
    it(`sends what the stages send, and leaves to them what they refuse: ${title}`, () => {
      const operation = operationOf(contractOf(members), { secrets: { KEY: 's3 cret' } });
      const gates = new GateCompiler();
      const line = compileLine(operation, { gates, mostPairs: limits.queryParameters });
      assert.ok(line !== undefined, 'the operation has code of its own');
      const stages = compileOperation(operation, gates, limits);
      const counts = { served: 0, left: 0 };
      fc.assert(
        fc.property(lineRequests(operation), ({ method, segment, pairs, fields }) => {
          const url = `/things/${segment}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
          const incoming: Incoming = {
            method,
            url,
            rawHeaders: Object.freeze(fields.flat()),
            body: undefined,
            context: undefined,
          };
          // Whoever looks on has the stages run.
          const outcome = stages.run(incoming, [segment], { decoded: () => {} });
          const sent = line.serve(incoming, [segment], undefined);
          counts[sent === undefined ? 'left' : 'served'] += 1;
          if (sent === undefined) return;
          assert.ok(outcome.ok, `served, but refused by the stages: ${url}`);
          assert.deepEqual({ ...sent }, { ...outcome.value });
        }),
        { numRuns: 800 },
      );
      if (process.env.SHOWC) console.log(title, counts);
      assert.ok(counts.served > 20, `requests were served: ${counts.served}`);
      assert.ok(counts.left > 20, `requests were left to the stages: ${counts.left}`);
    });
  }

  const list = { type: 'array', items: { type: 'string' } };
  const seldom = {
    'an empty list of a header, and what follows it in the query': {
      members: {
        route: 'GET /things/{a}',
        upstream: { route: 'GET /u/{a}' },
        path: { properties: { a: { type: 'string' } } },
        headers: {
          required: ['X-L'],
          properties: {
            'X-L': { ...list, 'x-upstream': { in: 'query', name: 'l' } },
            'X-M': { type: 'string', 'x-upstream': { in: 'query', name: 'm' } },
          },
        },
      },
      url: '/things/1',
      rawHeaders: ['X-L', ',', 'X-M', '2'],
    },
    'a value that a codec turns into an empty list': {
      members: {
        route: 'GET /things/{a}',
        upstream: { route: 'GET /u/{a}' },
        path: { properties: { a: { type: 'string' } } },
        query: {
          properties: {
            b: { enum: ['none', 'all'], default: 'all', 'x-upstream': { codec: { values: { none: [], all: 'x' } } } },
            c: { type: 'integer', default: 7 },
          },
        },
      },
      url: '/things/1?b=none',
      rawHeaders: [],
    },
    'an undeclared member of an object in the path, where undeclared pairs of the query are dropped': {
      members: {
        route: 'GET /things/{a}',
        upstream: { route: 'GET /u/{a}' },
        unknown: { query: 'drop' },
        path: { properties: { a: { type: 'object', properties: { n: { type: 'integer' } } } } },
      },
      url: '/things/n,1,zz,2',
      rawHeaders: [],
    },
  };
  for (const [title, { members, url, rawHeaders }] of Object.entries(seldom)) {
    it(`answers as the stages do: ${title}`, () => {
      const stages = compileOperation(operationOf(contractOf(members)), new GateCompiler(), limits);
      const incoming: Incoming = { method: 'GET', url, rawHeaders, body: undefined, context: undefined };
      const segment = url.split(/[/?]/)[2] ?? '';
      const [byCode, byStages] = [undefined, { decoded: () => {} }].map((observe) =>
        stages.run(incoming, [segment], observe),
      );
      assert.deepEqual(JSON.stringify(byCode), JSON.stringify(byStages));
    });
  }
});
