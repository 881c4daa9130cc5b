import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import type { SchemaNode } from '../../../src/contract/schema-node.ts';
import type { JsonObject, JsonValue } from '../../../src/codec/json-value.ts';
import { explainValue } from '../../../src/pipeline/explain/explain-value.ts';
import { FaultList } from '../../../src/pipeline/explain/fault-list.ts';
import { compileScan, type Scan } from '../../../src/pipeline/explain/scan/compile-scan.ts';
import { type Fault, stepsOf } from '../../../src/pipeline/explain/walk.ts';
import { Walker } from '../../../src/pipeline/explain/walker.ts';
import { UNDECODED } from '../../../src/pipeline/undecoded.ts';
import { jsonSchemas, jsonValues } from '../../support/json-schemas.ts';
import { nodeOf, placeOf } from '../../support/schema-node.ts';

const values = fc.array(jsonValues, { minLength: 8, maxLength: 8 });

const shown = (list: FaultList) =>
  list.faults.map(({ spot, code, value, node, suggestion }: Fault) => [
    stepsOf(spot),
    code,
    value,
    node?.id,
    suggestion,
  ]);

/** What the walk and the code of a schema say of a value, with room for so many faults. */
function judgements(node: SchemaNode, scan: Scan | undefined, { value, cap }: { value: JsonValue; cap: number }) {
  const walked = new FaultList(cap);
  const scanned = new FaultList(cap);
  const fits = new Walker(walked).visit(node, { value, spot: undefined, evaluated: undefined });
  return {
    walk: { fits, faults: shown(walked) },
    code: { fits: scan === undefined ? fits : scan(new Walker(scanned), value, undefined), faults: shown(scanned) },
  };
}

describe('the code of a schema', () => {
  it('finds the faults that the walk finds, in the same order, for every schema, value and cap', () => {
    let written = 0;
    fc.assert(
      fc.property(jsonSchemas, values, fc.integer({ min: 1, max: 4 }), (schema, all, cap) => {
        const node = nodeOf(schema);
        const scan = compileScan(node);
        for (const value of all) {
          const { walk, code } = judgements(node, scan, { value, cap });
          if (scan === undefined) continue;
          written += 1;
          assert.deepEqual(code, walk, JSON.stringify(value));
        }
      }),
      { numRuns: 150 },
    );
    assert.ok(written > 100, `only ${written} values were judged by code`);
  });

  it('finds them in members and items of every kind', () => {
    const parts: [string, JsonValue][] = [
      ['text', { type: 'string', minLength: 2, maxLength: 3, pattern: '^a' }],
      ['date', { type: 'string', format: 'date' }],
      ['count', { type: 'integer', minimum: 1, exclusiveMaximum: 3 }],
      ['cents', { type: 'number', exclusiveMinimum: 0, maximum: 2.5, multipleOf: 0.01 }],
      ['small', { type: 'integer', format: 'int32' }],
      ['flag', { type: 'boolean' }],
      ['one', { const: 'a' }],
      ['few', { enum: ['a', 1, null, true] }],
      ['many', { enum: Array.from({ length: 20 }, (_, index) => index) }],
      ['typed', { type: 'string', enum: ['a', 1] }],
      ['listed', { enum: [['a'], { a: 1 }] }],
      ['either', { type: ['string', 'null'], minLength: 2 }],
      ['free', true],
      ['never', false],
      ['referred', { $ref: '#/$defs/text' }],
      ['both', { $ref: '#/$defs/text', minLength: 3 }],
      ['sum', { allOf: [{ type: 'string' }, { minLength: 2 }] }],
      ['not', { type: 'string', not: { const: 'aa' } }],
      [
        'list',
        {
          type: 'array',
          minItems: 1,
          uniqueItems: true,
          prefixItems: [{ type: 'string' }],
          items: { type: 'integer' },
        },
      ],
      [
        'object',
        { type: 'object', required: ['a', 'toString'], properties: { a: { type: 'integer' } }, maxProperties: 2 },
      ],
      ['rest', { properties: { a: true }, additionalProperties: { type: 'integer' } }],
      ['closed', { properties: { a: true }, additionalProperties: false }],
      ['self', { $ref: '#' }],
      ['__proto__', { type: 'string' }],
      ['constructor', { type: 'string' }],
      ['it\'s "`', { type: 'string' }],
    ];
    // What is not written as a literal would be taken for the prototype.
    const properties: JsonObject = Object.fromEntries(parts);
    const schema = {
      type: 'object',
      required: ['__proto__', 'text'],
      properties,
      $defs: { text: { type: 'string', minLength: 2 } },
    };
    const samples = [
      null,
      true,
      0,
      1,
      2,
      2.5,
      1.005,
      -1,
      1e21,
      19,
      '',
      'a',
      'aa',
      'aaa',
      'aaaa',
      '\u{1F600}',
      '2024-02-29',
      '2023-02-29',
    ];
    const whole: JsonValue[] = [
      [],
      ['a'],
      ['a', 1],
      ['a', 1, 1, 'b'],
      {},
      { a: 1 },
      { a: 'x', toString: 1 },
      { b: 1 },
      { a: 1, b: 'c', c: 2 },
    ];
    const others: JsonValue[] = [UNDECODED, new ExactNumber('9007199254740993'), { text: 'a', self: { text: 1 } }];
    const node = nodeOf(schema);
    const scan = compileScan(node);
    assert.ok(scan !== undefined);
    for (const value of [...samples, ...whole, ...others]) {
      for (const [name] of parts) {
        for (const cap of [1, 50]) {
          const { walk, code } = judgements(node, scan, { value: Object.fromEntries([[name, value]]), cap });
          assert.deepEqual(code, walk, `${name}: ${JSON.stringify(value)}`);
        }
      }
    }
  });

  it('takes over when a schema has refused some times, and nobody sees it', () => {
    const node = nodeOf({ type: 'object', required: ['b'], properties: { a: { type: 'integer', maximum: 3 } } });
    const refused = { in: 'body', node, place: placeOf(node), value: { a: 4 }, cap: 5 } as const;
    const first = explainValue(refused);
    assert.equal(first.length, 2);
    for (let time = 0; time < 20; time += 1) assert.deepEqual(explainValue(refused), first);
  });
});
