import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkStructure } from '../../../src/contract/check-structure.ts';
import type { Finding } from '../../../src/contract/finding.ts';
import { loadContracts } from '../../../src/contract/load-contracts.ts';

/** A contract with one fault of form, and how it is told. */
export type Row = readonly [
  name: string,
  contract: object,
  pointer: string,
  rule: string,
  message: RegExp,
  cure: RegExp,
];

/** The findings of form of a contract that is given as an object. */
export function check(contract: object): Finding[] {
  const { documents, findings } = loadContracts([contract], { root: '/' });
  assert.deepEqual(findings, []);
  return documents.flatMap(checkStructure);
}

/** A contract with one operation `a`, one with one schema `S`, one with a query parameter `p`. */
export const operation = (members: object): object => ({ operations: { a: { route: 'GET /a', ...members } } });
export const schema = (keywords: object): object => ({ operations: {}, $defs: { S: keywords } });
export const query = (keywords: object): object => operation({ query: { properties: { p: keywords } } });

/** Where they stand. */
export const at = '/operations/a';
export const inSchema = '/$defs/S';

/** Holds that each contract has exactly one finding, which says what is wrong and what to write instead. */
export function tellsEach(group: string, rows: readonly Row[]): void {
  describe(`the check of form tells ${group}`, () => {
    for (const [name, contract, pointer, rule, message, cure] of rows) {
      it(name, () => {
        const findings = check(contract);
        assert.equal(findings.length, 1, JSON.stringify(findings, null, 1));
        const [finding] = findings;
        assert.deepEqual(
          { file: finding?.file, pointer: finding?.pointer, rule: finding?.rule, severity: finding?.severity },
          { file: 'contracts[0]', pointer, rule, severity: 'error' },
        );
        assert.match(finding?.message ?? '', message);
        assert.match(finding?.cure ?? '', cure);
      });
    }
  });
}
