import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { operationImage } from '../../../src/check/image/operation-image.ts';
import { arbitraryRequest, writeRequest } from '../../../src/check/search/arbitrary-request.ts';
import { isObject } from '../../../src/codec/json-type.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import type { Operation } from '../../../src/contract/contract.ts';
import { tryRequest } from '../../../src/example/draft/try-request.ts';
import type { compileExampleApi } from '../../../src/example/example-api.ts';
import { compileSchema } from './compile-schema.ts';

/** Sends requests at random, and holds each against the image. Gives how many were sent. */
export function sendAll(operation: Operation, api: ReturnType<typeof compileExampleApi>, runs: number): number {
  const image = operationImage(operation);
  const slots = image.slots.map(({ slot, schema, always }) => {
    return { slot, always, schema, check: compileSchema(schema, image.definitions.all) };
  });
  const bodies = image.bodies.map((body) => {
    const check = body.schema === undefined ? () => [] : compileSchema(body.schema, image.definitions.all);
    return { ...body, check };
  });
  let count = 0;
  fc.assert(
    fc.property(arbitraryRequest(operation, fc), (values) => {
      const request = writeRequest(operation, values);
      if (request === undefined) return;
      const tried = tryRequest(api, operation, request);
      if (tried.kind !== 'sent') return;
      count += 1;
      const { placed, content } = tried.accepted;
      for (const { slot, always, schema, check } of slots) {
        const value = placed.slots[slot.index];
        const at = `${slot.in} ${slot.name}`;
        if (value === undefined || isEmpty(value)) {
          assert.ok(!always, `${at} is always there`);
          continue;
        }
        assert.deepEqual(check(value), [], `${at}: ${JSON.stringify([value, schema])}`);
      }
      if (placed.body.kind === 'none') assert.ok(image.mayLackBody, 'a body is always there');
      if (placed.body.kind !== 'value' && placed.body.kind !== 'same') return;
      const body = placed.body.kind === 'value' ? placed.body.value : values.body;
      const found =
        bodies.find((candidate) => candidate.content === content) ?? bodies.find((one) => one.content === undefined);
      assert.ok(found !== undefined, 'a body is among the image');
      const sent = body ?? null;
      assert.deepEqual(
        found.check(sent),
        [],
        JSON.stringify({ sent, schema: found.schema, defs: image.definitions.all }, undefined, 1),
      );
    }),
    { numRuns: runs },
  );
  return count;
}

const isEmpty = (value: JsonValue): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
