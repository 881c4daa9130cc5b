import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue } from '../../src/codec/json-value.ts';

/** One schema of the suite with the values that are judged by it. */
export interface SuiteGroup {
  /** As the suite has it: `ref`, `optional/bignum`, `optional/format/date`. */
  readonly file: string;
  readonly description: string;
  readonly schema: JsonValue;
  readonly tests: readonly SuiteTest[];
}

export interface SuiteTest {
  readonly description: string;
  readonly data: JsonValue;
  readonly valid: boolean;
}

/** Reads all groups below a folder in the form of the JSON-Schema-Test-Suite: `tests/draft2020-12`. */
export function readSuite(folder: string): SuiteGroup[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return files.sort().flatMap((name) => {
    const groups: Omit<SuiteGroup, 'file'>[] = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const file = name.replaceAll('\\', '/').replace(/\.json$/, '');
    return groups.map(({ description, schema, tests }) => ({ file, description, schema, tests }));
  });
}
