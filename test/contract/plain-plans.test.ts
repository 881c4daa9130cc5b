import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ValuePlan } from '../../src/contract/value-plan.ts';
import { normalize } from '../support/contract.ts';

const names = Array.from({ length: 12 }, (_, index) => `S${index}`);

/** Every schema has a member of every schema. */
const members = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]));
const $defs = Object.fromEntries(names.map((name) => [name, { type: 'object', properties: members }]));

const answering = (index: number, more: object = {}): [string, object] => {
  const schema = { type: 'object', properties: { item: { $ref: '#/$defs/S0' }, ...more } };
  const responses = { 200: { content: { 'application/json': schema } } };
  return [`op${index}`, { route: `GET /${index}`, upstream: { route: `GET /${index}` }, responses }];
};

function plansOf(operations: readonly [string, object][]): (ValuePlan | undefined)[] {
  const contract = { title: 'Net', upstream: { name: 'backend' }, $defs, operations: Object.fromEntries(operations) };
  const { contracts, findings } = normalize([contract]);
  assert.deepEqual(findings, []);
  return (contracts[0]?.operations ?? []).map(({ responses }) => {
    return responses['200']?.bodies.get('application/json')?.plan.members.get('item')?.value.members.get('S7')?.value;
  });
}

test('schemas that all reach each other, and map nothing, are planned once for all operations', () => {
  const [first, second, third] = plansOf([answering(0), answering(1), answering(2, { at: { 'x-upstream': 'on' } })]);
  assert.ok(first !== undefined && first === second && first === third);
  assert.ok(first.identity);
});
