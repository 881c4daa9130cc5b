import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContractError, type Finding } from '../../src/contract/finding.ts';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';

const contracts = 'schemas/*.contract.json';
const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };

function findings(cors: unknown, surface: 'gateway' | 'middleware' = 'gateway'): readonly Finding[] {
  const found: Finding[] = [];
  try {
    resolveOptions(
      { contracts, upstreams, cors, onWarning: (finding: Finding) => found.push(finding) },
      givenInCode(surface),
    );
  } catch (error) {
    assert.ok(error instanceof ContractError);
    found.push(...error.findings);
  }
  return found;
}

const wrong: readonly [what: string, cors: unknown, pointer: string, rule: string][] = [
  ['no origins', {}, '/cors/origins', 'option-missing'],
  ['an empty list of origins', { origins: [] }, '/cors/origins', 'option-type'],
  ['an origin with a path', { origins: ['https://app.example/'] }, '/cors/origins', 'option-type'],
  ['a pattern of origins', { origins: ['https://*.example'] }, '/cors/origins', 'option-type'],
  ['the origin of pages without one', { origins: ['null'] }, '/cors/origins', 'option-type'],
  ['every page beside one', { origins: ['*', 'https://app.example'] }, '/cors/origins', 'option-range'],
  ['the cookies of every page', { origins: ['*'], credentials: true }, '/cors/origins', 'option-range'],
  [
    'every answer field with cookies',
    { origins: ['https://app.example'], credentials: true, exposeHeaders: ['*'] },
    '/cors/exposeHeaders',
    'option-range',
  ],
  ['a field that is no name', { origins: ['*'], headers: ['X Y'] }, '/cors/headers', 'option-type'],
  ['a misspelt member', { origins: ['*'], maxAge: 5 }, '/cors/maxAge', 'unknown-option'],
];
for (const [what, cors, pointer, rule] of wrong) {
  test(`${what} is a finding where it stands`, () => {
    assert.deepEqual(
      findings(cors).map((finding) => [finding.pointer, finding.rule]),
      [[pointer, rule]],
    );
  });
}

test('origins are compared as browsers write them: in lower case', () => {
  const { cors } = resolveOptions(
    { contracts, upstreams, cors: { origins: ['HTTPS://App.Example'] } },
    givenInCode('gateway'),
  );
  assert.deepEqual(cors?.origins, ['https://app.example']);
});

test('the middleware says that an app has the package `cors` for it', () => {
  const [finding] = findings({ origins: ['*'] }, 'middleware');
  assert.equal(finding?.rule, 'surface');
  assert.match(finding?.cure ?? '', /package `cors`/);
});
