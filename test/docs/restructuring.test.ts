import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { builtinCodecs } from '../../src/codec/builtin-codecs.ts';
import { shapeCodecs } from '../../src/codec/shape/shape-codecs.ts';
import { contractOf, normalize } from '../support/contract.ts';
import { apiOf, send, sent } from '../support/pipeline.ts';
import { answerBy, replyOf } from '../support/reply.ts';
import { codeBlocks } from './code-blocks.ts';

interface ShapeExample {
  readonly schema: object;
  readonly caller: unknown;
  readonly upstream: unknown;
}

interface RequestExample {
  readonly operation: { readonly [member: string]: unknown };
  readonly caller: { readonly route: string; readonly headers?: Record<string, string>; readonly body?: unknown };
  readonly upstream: { readonly route: string; readonly body?: unknown };
}

const blocks = codeBlocks('docs/restructuring.md');
const shapes = blocks.filter(({ notes }) => notes['restructuring'] !== undefined);
const requests = blocks.filter(({ notes }) => notes['restructuring-request'] !== undefined);

/** A contract whose request and answer have one schema; its `$defs` stand where its references lead. */
function bothWays({ schema }: ShapeExample): object {
  const { $defs = {} } = schema as { $defs?: object };
  const content = { 'application/json': schema };
  return contractOf({ route: 'POST /a', body: { content }, responses: { 200: { content } } }, { $defs });
}

describe('docs/restructuring.md', () => {
  it('has nothing but examples that are run', () => {
    assert.equal(blocks.length, shapes.length + requests.length);
    assert.ok(shapes.length >= 17 && requests.length >= 4);
  });

  for (const { text, notes } of shapes) {
    const example: ShapeExample = JSON.parse(text);
    it(`shows what is sent: ${notes['restructuring']}`, () => {
      const { body } = sent(send(apiOf([bothWays(example)]), 'POST /a', { body: JSON.stringify(example.caller) }));
      assert.deepEqual(JSON.parse(body ?? ''), example.upstream);
    });

    it(`shows what comes back: ${notes['restructuring']}`, () => {
      const { text: answer, violations } = answerBy(replyOf(bothWays(example)), {
        text: JSON.stringify(example.upstream),
      });
      assert.deepEqual(violations, []);
      assert.deepEqual(JSON.parse(answer ?? ''), example.caller);
    });

    it(`shows a contract without findings but losses: ${notes['restructuring']}`, () => {
      const { findings } = normalize([bothWays(example)]);
      assert.deepEqual(
        findings.filter(({ rule }) => rule !== 'codec-lossy'),
        [],
      );
    });
  }

  for (const { text, notes } of requests) {
    it(`shows what is sent: ${notes['restructuring-request']}`, () => {
      const { operation, caller, upstream }: RequestExample = JSON.parse(text);
      const api = apiOf([contractOf(operation)]);
      const { line, body } = sent(
        send(api, caller.route, {
          ...(caller.body === undefined ? {} : { body: JSON.stringify(caller.body) }),
          ...(caller.headers === undefined ? {} : { headers: Object.entries(caller.headers).flat() }),
        }),
      );
      assert.equal(line, upstream.route);
      assert.deepEqual(body === undefined ? undefined : JSON.parse(body), upstream.body);
    });
  }

  it('has an example of every codec that changes the shape of a value', () => {
    const written = shapes.map(({ text }) => text).join();
    const missing = shapeCodecs.filter(({ name }) => !written.includes(`"${name}"`));
    assert.deepEqual(
      missing.map(({ name }) => name),
      [],
    );
    assert.ok(shapeCodecs.every((codec) => builtinCodecs.includes(codec)));
  });
});
