import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { branchShapes } from '../support/branches/branch-shapes.ts';
import { answerBy, answering, replyOf } from '../support/reply.ts';

const text = { type: 'string' };

describe('an answer is read by the branch that it was made by:', () => {
  for (const [name, { schema, definitions = {}, pairs }] of Object.entries(branchShapes)) {
    it(name, () => {
      const reply = replyOf(answering(schema, { $defs: definitions }));
      for (const { caller, upstream } of pairs) {
        const answer = answerBy(reply, { text: JSON.stringify(upstream) });
        assert.deepEqual(JSON.parse(answer.text ?? 'null'), caller);
        assert.deepEqual(answer.violations, []);
      }
    });
  }
});

describe('an answer that fits no branch', () => {
  const kinds = ['a', 'b'].map((kind) => ({
    required: ['kind', 'v'],
    properties: { kind: { const: kind }, v: { ...text, 'x-upstream': `v_${kind}` } },
  }));
  const reply = replyOf(
    answering({ type: 'object', properties: { id: { ...text, 'x-upstream': 'ID' } }, oneOf: kinds }),
  );
  const read = (answer: object) => answerBy(reply, { text: JSON.stringify(answer) });

  it('is mapped by the branch that its tag names', () => {
    const { text: json, violations } = read({ ID: 'x', kind: 'a', v_a: 3 });
    assert.deepEqual(JSON.parse(json ?? ''), { id: 'x', kind: 'a', v: 3 });
    assert.deepEqual(violations, ['body/v: type']);
  });

  it('is mapped by what stands beside the branches where no tag names one', () => {
    const { text: json, violations } = read({ ID: 'x', kind: 'z', v_a: '3' });
    assert.deepEqual(JSON.parse(json ?? ''), { id: 'x', kind: 'z', v_a: '3' });
    assert.deepEqual(violations, ['body/kind: enum']);
  });
});

describe('a member of an answer that a branch takes from a header', () => {
  it('is read from there by that branch alone', () => {
    const reply = replyOf(
      answering({
        type: 'object',
        properties: { card: text },
        dependentSchemas: {
          card: { properties: { code: { ...text, 'x-upstream': { in: 'header', name: 'X-Code' } } } },
        },
      }),
    );
    const headers = { 'X-Code': '7' };
    assert.equal(answerBy(reply, { headers, text: '{"card":"1"}' }).text, '{"card":"1","code":"7"}');
    assert.equal(answerBy(reply, { headers, text: '{}' }).text, '{}');
  });
});

describe('a hostile answer', () => {
  const level = (name: string): object => ({
    type: 'object',
    properties: { next: { $ref: '#/$defs/Level', 'x-upstream': 'N' }, [name]: { ...text, 'x-upstream': 'M' } },
    additionalProperties: false,
  });
  const coded = (name: string): object => ({
    type: 'object',
    properties: {
      next: { $ref: '#/$defs/Level', 'x-upstream': { name: 'N', codec: ['json', 'base64'] } },
      [name]: { ...text, 'x-upstream': 'M' },
    },
    additionalProperties: false,
  });
  // Told apart by nothing, and wrong at the very bottom: each level has three ways to be tried.
  const ambiguous = (make: (name: string) => object) =>
    replyOf(
      answering(
        { $ref: '#/$defs/Level' },
        { $defs: { Level: { 'x-branches': 'first', anyOf: ['a', 'b', 'c'].map(make) } } },
      ),
    );

  const nested = (levels: number, wrap: (value: object) => unknown): string => {
    let value: object = { M: 3 };
    for (let at = 0; at < levels; at++) value = { N: wrap(value), M: 'x' };
    return JSON.stringify(value);
  };

  it('costs in proportion to its depth, though each level could be read in several ways', () => {
    const reply = ambiguous(level);
    const started = performance.now();
    answerBy(reply, { text: nested(300, (value) => value) });
    // Three ways at each of 300 levels: tried one within the other they would outlast the universe.
    assert.ok(performance.now() - started < 10_000);
  });

  it('costs no more where every level is a text of its own', () => {
    const reply = ambiguous(coded);
    const started = performance.now();
    answerBy(reply, { text: nested(16, (value) => Buffer.from(JSON.stringify(value)).toString('base64')) });
    // 3^16 readings would take hours.
    assert.ok(performance.now() - started < 10_000);
  });
});
