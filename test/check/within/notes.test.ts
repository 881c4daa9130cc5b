import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Memory } from '../../../src/check/contain/memory.ts';
import { NoteFinder } from '../../../src/check/within/find-notes.ts';
import type { WithinNote } from '../../../src/check/within/note.ts';
import { contractOf, normalize } from '../../support/contract.ts';

function notesOf(operation: object, more: object = {}): WithinNote[] {
  const { contracts, findings } = normalize([contractOf({ ...operation }, { ...more })]);
  assert.deepEqual(
    findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  const finder = new NoteFinder(new Memory());
  return contracts.flatMap(({ operations }) => operations.flatMap((one) => finder.of(one)));
}

const short = (notes: readonly WithinNote[]): string[] =>
  notes.map(({ rule, severity, place }) => `${severity} ${rule} ${place}`);

const query = (schema: object) => ({ route: 'GET /a', query: { properties: { x: schema } } });
const dateTime = { type: 'string', format: 'date-time' };
const date = { type: 'string', format: 'date' };
const wholeSeconds = { ...dateTime, pattern: '^[0-9T:-]*Z$' };
const codec = (specification: unknown) => ({ 'x-upstream': { codec: specification } });
const partial = 'warning codec-partial query `x`';
const finer = 'note codec-partial query `x`';
const changes = 'note codec-changes query `x`';

const codecRows: [name: string, schema: object, expected: string[]][] = [
  ['unix-seconds of fractions', { ...dateTime, ...codec('unix-seconds') }, [finer, changes]],
  [
    'unix-seconds of whole seconds, of which one may be the 60th',
    { ...wholeSeconds, ...codec('unix-seconds') },
    ['note codec-partial query `x`'],
  ],
  ['unix-seconds of a date', { ...date, ...codec('unix-seconds') }, []],
  ['a date pattern without fraction', { ...dateTime, ...codec({ date: 'yyyy-MM-dd HH:mm:ss' }) }, [finer, changes]],
  ['a date pattern of two digits for the year', { ...date, ...codec({ date: 'dd.MM.yy' }) }, [partial]],
  ['a date pattern of a date', { ...date, ...codec({ date: 'dd.MM.yyyy' }) }, []],
  ['scale of a decimal with more digits', { type: 'number', ...codec({ scale: 2 }) }, [finer]],
  ['scale of a narrow range', { type: 'number', minimum: 7, maximum: 8, ...codec({ scale: 2 }) }, [finer]],
  ['scale of a decimal with as many digits', { type: 'number', multipleOf: 0.01, ...codec({ scale: 2 }) }, []],
  ['number of any text', { type: 'string', ...codec('number') }, [partial, changes]],
  ['number of digits', { type: 'string', pattern: '^[1-9][0-9]*$', ...codec('number') }, []],
  ['boolean of any text', { type: 'string', ...codec('boolean') }, [partial]],
  ['boolean of its texts', { enum: ['true', 'false'], ...codec('boolean') }, []],
  ['uuid-compact of any text', { type: 'string', ...codec('uuid-compact') }, [partial]],
  ['uuid-compact of a UUID', { type: 'string', format: 'uuid', ...codec('uuid-compact') }, []],
  ['join of any texts', { type: 'array', items: { type: 'string' }, ...codec({ join: ',' }) }, [partial]],
  ['scale of any text', { type: 'string', ...codec({ scale: 2 }) }, [partial]],
  [
    'join of texts that are not empty',
    { type: 'array', items: { type: 'string', minLength: 1 }, ...codec({ join: ',' }) },
    [finer],
  ],
  ['join of numbers', { type: 'array', items: { type: 'integer' }, ...codec({ join: ',' }) }, []],
  ['a chain whose first codec ends early', { type: 'number', ...codec([{ scale: 2 }, 'text']) }, [finer]],
  ['prefix, which takes all texts', { type: 'string', ...codec({ prefix: 'a' }) }, []],
  ['upper, whose loss the contract is told of already', { type: 'string', ...codec('upper') }, []],
  ['values over its enum', { enum: ['a', 'b'], ...codec({ values: { a: 1, b: 2 } }) }, []],
];

describe('codecs are tried on what the schema of the caller accepts', () => {
  for (const [name, schema, expected] of codecRows) {
    test(name, () => assert.deepEqual(short(notesOf(query(schema))), expected));
  }

  test('a note shows a value, the reason, the place and the cure', () => {
    const [note] = notesOf(query({ type: 'number', ...codec({ scale: 2 }) }));
    assert.match(note?.message ?? '', /^`scale` refuses 0\.005, which the schema accepts: .*2 decimal places$/);
    assert.match(note?.cure ?? '', /"multipleOf": 0\.01/);
    assert.equal(note?.at.pointer, '/operations/op/query/properties/x/x-upstream');
  });

  test('values inside lists and bodies are named by their way', () => {
    const prices = { type: 'array', items: { type: 'number', ...codec({ scale: 2 }) } };
    const body = { content: { 'application/json': { type: 'object', properties: { prices } } } };
    assert.deepEqual(short(notesOf({ route: 'POST /a', body })), ['note codec-partial body `/prices/*`']);
  });
});

const unsendable = 'note place-unsendable query `x`';
const slotRows: [name: string, schema: object, expected: string[]][] = [
  ['text that moves to a header', { type: 'string', 'x-upstream': { in: 'header', name: 'X-A' } }, [unsendable]],
  [
    'text of plain letters in a header',
    { type: 'string', pattern: '^[a-z]+$', 'x-upstream': { in: 'header', name: 'X-A' } },
    [],
  ],
  [
    'text of any letters in a header',
    { type: 'string', pattern: '^\\p{L}{3}$', 'x-upstream': { in: 'header', name: 'X-A' } },
    [unsendable],
  ],
  ['text that moves to a cookie', { type: 'string', 'x-upstream': { in: 'cookie', name: 'a' } }, [unsendable]],
  ['a number in a header', { type: 'integer', 'x-upstream': { in: 'header', name: 'X-A' } }, []],
  [
    'a list with another delimiter',
    { type: 'array', items: { type: 'string' }, 'x-upstream': { style: 'pipeDelimited', explode: false } },
    [unsendable],
  ],
  [
    'a list of numbers with another delimiter',
    { type: 'array', items: { type: 'integer' }, 'x-upstream': { style: 'pipeDelimited', explode: false } },
    [],
  ],
  ['text that stays in the query', { type: 'string', 'x-upstream': 'y' }, []],
];

describe('values are tried in the place that they go to', () => {
  for (const [name, schema, expected] of slotRows) {
    test(name, () => assert.deepEqual(short(notesOf(query(schema))), expected));
  }

  test('an empty text makes no segment of a path', () => {
    const of = (more: object) => ({
      route: 'GET /a',
      upstream: { route: 'GET /a/{id}' },
      query: {
        required: ['x'],
        properties: { x: { type: 'string', ...more, 'x-upstream': { in: 'path', name: 'id' } } },
      },
    });
    assert.deepEqual(short(notesOf(of({}))), ['warning place-unsendable query `x`']);
    assert.deepEqual(short(notesOf(of({ pattern: '^[a-z]+$' }))), []);
  });
});

describe('values that go nowhere', () => {
  const unsent = 'note value-unsent query `x`';
  test('a parameter that is checked and not sent is a note, not a fault', () => {
    assert.deepEqual(short(notesOf(query({ type: 'string', 'x-upstream': false }))), [unsent]);
  });

  test('one that another value is made of is not', () => {
    const upstream = { query: { y: { from: 'query:x' } } };
    const operation = { ...query({ type: 'string', 'x-upstream': false }), upstream };
    assert.deepEqual(short(notesOf(operation)), []);
  });

  test('a constant, which has nothing to tell, is not', () => {
    assert.deepEqual(short(notesOf(query({ const: 'a', 'x-upstream': false }))), []);
  });

  test('a member of a body is told as well', () => {
    const properties = { a: { type: 'string', 'x-upstream': false }, b: { type: 'string' } };
    const body = { content: { 'application/json': { type: 'object', properties } } };
    assert.deepEqual(short(notesOf({ route: 'POST /a', body })), ['note value-unsent body `/a`']);
  });
});

const deadRows: [name: string, schema: object, pointers: string[]][] = [
  ['limits that exclude each other', { type: 'integer', minimum: 5, maximum: 4 }, ['']],
  ['an enum of another type', { type: 'integer', enum: ['a'] }, ['']],
  ['a branch of another type', { type: 'string', anyOf: [{ minLength: 2 }, { type: 'integer' }] }, ['/anyOf/1']],
  ['branches that exclude each other', { type: 'integer', oneOf: [{ minimum: 5 }, { maximum: 4 }] }, []],
  [
    'a branch that another one always goes with',
    { type: 'integer', oneOf: [{ minimum: 0 }, { minimum: 5 }] },
    ['/oneOf/1'],
  ],
  ['a condition that never holds', { type: 'string', if: { type: 'integer' }, then: { minimum: 1 } }, ['/then']],
  [
    'a condition that always holds',
    { type: 'string', if: { type: 'string' }, then: { minLength: 1 }, else: { maxLength: 2 } },
    ['/else'],
  ],
  ['a schema that says false', { type: 'string', anyOf: [{ minLength: 2 }, false] }, []],
];

describe('rules that no value reaches', () => {
  for (const [name, schema, pointers] of deadRows) {
    test(name, () => {
      const notes = notesOf(query(schema)).filter(({ rule }) => rule === 'schema-dead');
      const base = '/operations/op/query/properties/x';
      assert.deepEqual(
        notes.map(({ at }) => at.pointer),
        pointers.map((pointer) => base + pointer),
      );
    });
  }

  test('the mapping and the older names that are lost with it are named', () => {
    const dead = { type: 'integer', minimum: 5, maximum: 4 };
    const [mapped] = notesOf(query({ ...dead, 'x-upstream': 'y' }));
    assert.match(mapped?.message ?? '', /its `x-upstream` never counts$/);
    const [aged] = notesOf(query({ ...dead, 'x-alias': 'old' }));
    assert.match(aged?.message ?? '', /its `x-alias` is never reached$/);
  });

  test('what operations share is told once', () => {
    const operation = (route: string) => ({ route, query: { properties: { x: { $ref: '#/$defs/X' } } } });
    const operations = { a: operation('GET /a'), b: operation('GET /b') };
    const $defs = { X: { type: 'integer', minimum: 5, maximum: 4 } };
    assert.equal(notesOf({}, { operations, $defs }).length, 1);
  });
});
