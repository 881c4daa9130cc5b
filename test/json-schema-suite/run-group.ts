import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject } from '../../src/codec/json-type.ts';
import type { JsonValue } from '../../src/codec/json-value.ts';
import { prepareContracts } from '../../src/contract/prepare-contracts.ts';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { type Api, compileApi } from '../../src/pipeline/pipeline.ts';
import { limits, send } from '../support/pipeline.ts';
import type { SuiteGroup } from './suite-files.ts';

/** What becomes of a schema of the suite. */
export type GroupVerdict =
  /** A contract with this schema does not start. */
  | { readonly kind: 'refused'; readonly findings: readonly string[] }
  /** By test, in order: whether the request with this body is sent on. */
  | { readonly kind: 'ran'; readonly valid: readonly boolean[] };

const dialect = 'https://json-schema.org/draft/2020-12/schema';

/**
 * Judges the values of a group as bodies of requests, by the pipeline that serves them.
 *
 * The schema stands in a file of its own, so that its references to its own root lead where the suite means them to.
 */
export function runGroup({ schema, tests }: SuiteGroup): GroupVerdict {
  const root = mkdtempSync(join(tmpdir(), 'suite-'));
  try {
    const findings = prepare(root, withoutDialect(schema));
    if (!('match' in findings)) return { kind: 'refused', findings };
    const valid = tests.map(({ data }) => send(findings, 'POST /a', { body: JSON.stringify(data) }).ok);
    return { kind: 'ran', valid };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The api of one operation whose body has the schema, or what keeps it from starting. */
function prepare(root: string, schema: JsonValue): Api | string[] {
  mkdirSync(join(root, 'schemas'));
  writeFileSync(join(root, 'schemas', 'case.json'), JSON.stringify(isObject(schema) ? schema : {}));
  const contract = {
    upstream: { name: 'backend' },
    unknown: { body: 'forward' },
    operations: {
      a: { route: 'POST /a', body: { content: { 'application/json': inFile(schema) } } },
    },
  };
  writeFileSync(join(root, 'a.contract.json'), JSON.stringify(contract));
  const options = { codecs: new Map(), secrets: {}, missingSecret: 'error', unknown: defaultUnknown } as const;
  const { contracts, findings } = prepareContracts(['a.contract.json'], { ...options, root });
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length > 0
    ? errors.map(({ rule, message }) => `${rule}: ${message}`)
    : compileApi(contracts, { ...limits });
}

/** A boolean schema can only stand in the contract itself: a file is an object. */
const inFile = (schema: JsonValue): JsonValue => (isObject(schema) ? { $ref: './schemas/case.json' } : schema);

/** The suite names the one dialect that contracts are written in; a contract does not. */
function withoutDialect(schema: JsonValue): JsonValue {
  if (!isObject(schema) || schema['$schema'] !== dialect) return schema;
  const { $schema: _dialect, ...rest } = schema;
  return rest;
}
