import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { checkReferences } from '../../src/contract/check-references.ts';
import { loadContracts } from '../../src/contract/load-contracts.ts';
import { folder } from './folder.ts';

function check(context: TestContext, files: Readonly<Record<string, object>>): string[] {
  const root = folder(context, files);
  const { documents, library } = loadContracts(['a.contract.json'], { root });
  const [document] = documents;
  assert.ok(document);
  return checkReferences(document, library).map(({ file, pointer, line }) => `${file}:${line} ${pointer}`);
}

const contract = (reference: string): object => ({
  operations: { a: { route: 'POST /a', body: { content: { 'application/json': { $ref: reference } } } } },
});

describe('checkReferences', () => {
  it('checks the schemas of other files, through references of theirs', (context) => {
    const found = check(context, {
      'a.contract.json': contract('b.json#/$defs/B'),
      'b.json': { anything: 1, $defs: { B: { minLenght: 1, items: { $ref: 'c.json' } } } },
      'c.json': { nullable: true },
    });
    assert.deepEqual(found, ['b.json:5 /$defs/B/minLenght', 'c.json:2 /nullable']);
  });

  it('ends where references lead in circles', (context) => {
    const found = check(context, {
      'a.contract.json': contract('b.json'),
      'b.json': { properties: { again: { $ref: '#' }, other: { $ref: 'c.json' } } },
      'c.json': { items: { $ref: 'b.json' }, typ: 1 },
    });
    assert.deepEqual(found, ['c.json:5 /typ']);
  });

  it('finds a reference to a place that is no schema', (context) => {
    const found = check(context, { 'a.contract.json': contract('#/operations/a') });
    assert.deepEqual(found, ['a.contract.json:4 /operations/a/route', 'a.contract.json:5 /operations/a/body']);
  });

  it('takes a text in data for what it is', (context) => {
    const found = check(context, {
      'a.contract.json': contract('b.json'),
      'b.json': { default: { $ref: 'c.json' }, enum: [{ $ref: 'c.json' }] },
      'c.json': { typ: 1 },
    });
    assert.deepEqual(found, []);
  });

  it('follows references in members that are called like keywords', (context) => {
    const found = check(context, {
      'a.contract.json': contract('b.json'),
      'b.json': {
        properties: { default: { $ref: 'c.json' }, properties: { properties: { enum: { $ref: 'd.json' } } } },
      },
      'c.json': { typ: 1 },
      'd.json': { typ: 1 },
    });
    assert.deepEqual(found, ['c.json:2 /typ', 'd.json:2 /typ']);
  });

  it('leaves what leads nowhere to others', (context) => {
    assert.deepEqual(check(context, { 'a.contract.json': contract('nowhere.json') }), []);
  });
});
