import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { checkStructure } from '../../src/contract/check-structure.ts';
import { loadContracts } from '../../src/contract/load-contracts.ts';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { parseDocument } from '../../src/contract/parse-document.ts';
import { prepareContracts } from '../../src/contract/prepare-contracts.ts';
import { readMetaSchema } from '../../src/contract/structure/meta-schema.ts';
import { places, replaced } from '../support/mutate-json.ts';

const root = join(import.meta.dirname, '../../schemas/examples');
const examples = ['users', 'orders', 'legacy-search', 'tenants'].map(
  (name) => JSON.parse(readFileSync(join(root, `${name}.contract.json`), 'utf8')) as object,
);
const options = { root, codecs: new Map(), secrets: {}, missingSecret: 'warning', unknown: defaultUnknown } as const;

const names = Object.keys(readMetaSchema()['definitions'].schema.properties);
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    '',
    '/',
    'a/b',
    '#',
    '#/$defs/User',
    [],
    {},
    [{}],
    { type: 'object' },
    'GET /x/{y}',
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
);

describe('contracts that are wrong in any place', () => {
  it('give findings that say what is wrong and what to write, and never an exception', () => {
    const change = fc.tuple(fc.nat(), odd);
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        (example, changes) => {
          let contract: unknown = example;
          for (const [at, by] of changes) {
            const all = places(contract);
            contract = replaced(contract, all[at % all.length] ?? [], by);
          }
          if (typeof contract !== 'object' || contract === null) return;
          for (const finding of prepareContracts([contract], options).findings) {
            assert.match(finding.rule, /^[a-z]+(?:-[a-z0-9]+)*$/);
            assert.ok(finding.message.length > 0 && finding.cure.length > 0, JSON.stringify(finding));
            assert.equal(finding.file.startsWith('contracts[0]') || finding.file.endsWith('.json'), true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are told apart from JSON that is broken, whatever the bytes are', () => {
    const text = JSON.stringify(examples[0]);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(4), fc.string({ unit: 'binary', maxLength: 3 }), (at, length, by) => {
        const broken = text.slice(0, at) + by + text.slice(at + length);
        let isJson = true;
        try {
          JSON.parse(broken);
        } catch {
          isJson = false;
        }
        const { documents, findings } = parse(broken);
        assert.equal(documents === 1, findings === 0);
        if (!isJson) assert.equal(findings, 1);
      }),
      { numRuns: 200 },
    );
  });

  it('are found out where Ajv would not take a schema', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const schema = fc.dictionary(fc.constantFrom(...names.filter((name) => name !== '$schema')), odd, {
      minKeys: 1,
      maxKeys: 3,
    });
    fc.assert(
      fc.property(schema, (written) => {
        const { documents, findings } = loadContracts([{ operations: {}, $defs: { S: written } }], { root });
        const found = [...findings, ...documents.flatMap(checkStructure)];
        if (found.length === 0) assert.equal(ajv.validateSchema(written), true, JSON.stringify(ajv.errors));
      }),
      { numRuns: 1000 },
    );
  });
});

function parse(text: string): { documents: number; findings: number } {
  const { document, findings } = parseDocument({ file: 'a.json', path: undefined }, Buffer.from(text));
  return { documents: document === undefined ? 0 : 1, findings: findings.length };
}
