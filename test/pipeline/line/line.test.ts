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
});
