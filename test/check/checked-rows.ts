import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { checkContracts } from '../../src/check/check-contracts.ts';
import { limits } from '../support/pipeline.ts';
import { vetted } from './vetted.ts';

/** One operation of a contract, and what its backend says of it. */
export interface Row {
  /** Why no proof can be. */
  readonly title: string;
  readonly public: string;
  readonly upstream: string;
  /** The backend's own path template, where it is another than the contract's. */
  readonly described?: string;
  readonly operation: object;
  readonly backend: object;
  /** Security schemes of the document, by name. */
  readonly schemes?: object;
  readonly status: 'refuted' | 'tested' | 'proved';
  /** The keywords of all that is refuted, where they matter. */
  readonly keywords?: readonly string[];
}

/** A backend that takes one query parameter, `a`. */
export const inQuery = (schema: object) => ({ parameters: [{ in: 'query', name: 'a', schema }] });

/** A backend that takes parameters of its path. */
export const inPath = (...named: [string, object][]) => ({
  parameters: named.map(([name, schema]) => ({ in: 'path', name, required: true, schema })),
});

/** A backend that takes a body. */
export const inBody = (schema: object, type = 'application/json') => ({
  requestBody: { required: true, content: { [type]: { schema } } },
});

/** A contract's query with one parameter, `a`. */
export const query = (a: object) => ({ query: { properties: { a } } });

/** A contract's JSON body. */
export const body = (properties: object, more: object = {}) => ({
  body: { content: { 'application/json': { type: 'object', properties, ...more } } },
});

/** The same route on both sides. */
export const at = (route: string) => ({ public: route, upstream: route });

/** Checks all rows as one contract, and expects of each what it says. */
export async function expectVerdicts(t: TestContext, rows: readonly Row[], runs: number): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'paramap-hostile-'));
  t.after(() => rm(root, { recursive: true }));
  const operations = rows.map((row, index) => {
    return [`row${index}`, { route: row.public, upstream: { route: row.upstream }, ...row.operation }] as const;
  });
  const paths = rows.map(({ upstream, described, backend }): [string, object] => {
    const [method = '', path = ''] = upstream.split(' ');
    const responses = { 200: { description: 'taken' } };
    return [described ?? path, { [method.toLowerCase()]: { ...backend, responses } }];
  });
  const upstream = { name: 'backend', expects: { openapi: './backend.json' } };
  const contract = { title: 'Rows', version: '1', upstream, operations: Object.fromEntries(operations) };
  const securitySchemes = Object.assign({}, ...rows.map(({ schemes }) => schemes ?? {}));
  const info = { title: 'Rows', version: '1' };
  const backend = { openapi: '3.1.0', info, paths: Object.fromEntries(paths), components: { securitySchemes } };
  await writeFile(join(root, 'rows.contract.json'), JSON.stringify(contract));
  await writeFile(join(root, 'backend.json'), JSON.stringify(backend));
  const { contracts, library } = vetted(root, 'rows.contract.json');
  const report = await checkContracts(contracts, { library, root, limits, runs });
  assert.deepEqual(report.findings, []);
  const found = report.contracts.flatMap(({ operations: checked }) => checked.map(({ verdict }) => verdict));
  assert.deepEqual(
    rows.map(({ title }, index) => `${found[index]?.kind}: ${title}`),
    rows.map(({ title, status }) => `${status}: ${title}`),
  );
  for (const [index, { title, keywords }] of rows.entries()) {
    const verdict = found[index];
    if (keywords === undefined || verdict?.kind !== 'refuted') continue;
    const refuted = verdict.refutations.map(({ keyword }) => keyword);
    assert.deepEqual(refuted, keywords, title);
  }
}
