import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isObject } from '../../src/codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../src/codec/json-value.ts';
import { contractOf } from '../support/contract.ts';
import { apiOf, send, sent } from '../support/pipeline.ts';
import { answerBy, answering, replyOf } from '../support/reply.ts';

/** A schema, and a value that fits it. */
interface Sample {
  readonly schema: JsonObject;
  readonly value: JsonValue;
}

const words = fc.constantFrom('ada', 'grace', 'edsger', 'barbara');

const leaves: Readonly<Record<'string' | 'integer' | 'boolean' | 'null', fc.Arbitrary<Sample>>> = {
  string: fc.record({ value: words, coded: fc.boolean() }).map(({ value, coded }) => ({
    value,
    schema: { type: 'string', ...(coded ? { 'x-upstream': { codec: { prefix: 'p_' } } } : {}) },
  })),
  integer: fc.integer().map((value) => ({ value, schema: { type: 'integer' } })),
  boolean: fc.boolean().map((value) => ({ value, schema: { type: 'boolean' } })),
  null: fc.constant({ value: null, schema: { type: 'null' } }),
};

/** Names follow from the way to a value, so that no two of them meet at the upstream. */
function samples(way: string, depth: number): fc.Arbitrary<Sample> {
  const scalars = fc.oneof(leaves.string, leaves.integer, leaves.boolean);
  if (depth === 0) return scalars;
  return fc.oneof(
    scalars,
    objects(way, depth),
    tagged(way, depth),
    typed(way, depth),
    together(way, depth),
    lists(way, depth),
  );
}

function objects(way: string, depth: number): fc.Arbitrary<Sample> {
  return fc
    .tuple(members(`${way}a`, depth), members(`${way}b`, depth), fc.subarray(['a', 'b']))
    .map(([a, b, there]) => objectOf({ a, b }, there));
}

function objectOf(properties: Readonly<Record<string, Sample>>, there: readonly string[]): Sample {
  const entries = Object.entries(properties);
  return {
    schema: { type: 'object', properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])) },
    value: Object.fromEntries(entries.flatMap(([name, { value }]) => (there.includes(name) ? [[name, value]] : []))),
  };
}

/** A member, renamed or nested or neither, or named by each branch in its way. */
function members(way: string, depth: number): fc.Arbitrary<Sample> {
  const landings = fc.constantFrom(undefined, `U${way}`, `N${way}/U${way}`, 'branches');
  return fc.tuple(samples(way, depth - 1), landings).map(([{ schema, value }, name]) => {
    if (name === undefined) return { value, schema };
    return { value, schema: name === 'branches' ? namedByBranch(schema, `B${way}`) : withName(schema, name) };
  });
}

function namedByBranch(schema: JsonObject, name: string): JsonObject {
  const { oneOf: branches } = schema;
  if (!Array.isArray(branches)) return schema;
  return {
    ...schema,
    oneOf: branches.map((branch, index) => (isObject(branch) ? withName(branch, `${name}${index}`) : branch)),
  };
}

/** Beside what a codec says already. */
function withName(schema: JsonObject, name: string): JsonObject {
  const codec = isObject(schema['x-upstream']) ? schema['x-upstream'] : {};
  return { ...schema, 'x-upstream': { ...codec, name } };
}

/** Objects with a tag, of which each maps its members in its own way. */
function tagged(way: string, depth: number): fc.Arbitrary<Sample> {
  const branch = (kind: number): fc.Arbitrary<Sample> =>
    objects(`${way}${kind}`, depth).map(({ schema, value }) => ({
      schema: { allOf: [schema], required: ['kind'], properties: { kind: { const: kind } } },
      value: { kind, ...(isObject(value) ? value : {}) },
    }));
  return oneOf([branch(1), branch(2), branch(3)]);
}

/** Values of different types. */
function typed(way: string, depth: number): fc.Arbitrary<Sample> {
  return oneOf([leaves.string, leaves.integer, leaves.null, objects(`${way}t`, depth)]);
}

function oneOf(branches: readonly fc.Arbitrary<Sample>[]): fc.Arbitrary<Sample> {
  return fc.tuple(fc.tuple(...branches), fc.nat(branches.length - 1)).map(([all, index]) => ({
    schema: { oneOf: all.map(({ schema }) => schema) },
    value: all[index]?.value ?? null,
  }));
}

/** Branches that may hold together, each with a member that it asks for. */
function together(way: string, depth: number): fc.Arbitrary<Sample> {
  const part = (name: string): fc.Arbitrary<Sample> => members(`${way}${name}`, depth);
  return fc.tuple(part('x'), part('y'), fc.subarray(['x', 'y'], { minLength: 1 })).map(([x, y, there]) => {
    const whole = objectOf({ x, y }, there);
    const branches = [
      { required: ['x'], properties: { x: x.schema } },
      { required: ['y'], properties: { y: y.schema } },
    ];
    return { schema: { type: 'object', anyOf: branches }, value: whole.value };
  });
}

/** Lists, lists with positions of their own, and lists whose positions have names. */
function lists(way: string, depth: number): fc.Arbitrary<Sample> {
  const positions = fc.tuple(samples(`${way}0`, depth - 1), samples(`${way}1`, depth - 1));
  return fc.tuple(positions, fc.constantFrom('items', 'positions', 'named')).map(([[first, second], form]) => {
    if (form === 'items') return { schema: { type: 'array', items: first.schema }, value: [first.value] };
    const both =
      form === 'named' ? [withName(first.schema, 'P0'), withName(second.schema, 'P1')] : [first.schema, second.schema];
    return { schema: { type: 'array', prefixItems: both, items: false }, value: [first.value, second.value] };
  });
}

/** Every scalar in a value, as text, in order of text. */
function scalarsIn(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(scalarsIn).sort();
  if (isObject(value)) return Object.values(value).flatMap(scalarsIn).sort();
  return [typeof value === 'string' ? value.replace(/^p_/, '') : JSON.stringify(value)];
}

const bodies = objects('', 3);

describe('mapping by branches, for schemas made at random', () => {
  it('loses no value and makes none up on the way to the upstream', () => {
    fc.assert(
      fc.property(bodies, ({ schema, value }) => {
        assert.deepEqual(scalarsIn(outgoing(schema, value)), scalarsIn(value));
      }),
      { numRuns: 150 },
    );
  });

  it('comes back as it was sent', () => {
    fc.assert(
      fc.property(bodies, ({ schema, value }) => {
        const reply = replyOf(answering(schema));
        if (reply === undefined) return;
        const { text, violations } = answerBy(reply, { text: JSON.stringify(outgoing(schema, value)) });
        assert.deepEqual(JSON.parse(text ?? ''), value);
        assert.deepEqual(violations, []);
      }),
      { numRuns: 150 },
    );
  });
});

function outgoing(schema: JsonObject, value: JsonValue): JsonValue {
  const api = apiOf([contractOf({ route: 'POST /a', body: { content: { 'application/json': schema } } })]);
  const { body } = sent(send(api, 'POST /a', { body: JSON.stringify(value) }));
  return JSON.parse(body ?? '{}');
}
