import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from '../../src/contract/contract.ts';
import type { Example } from '../../src/contract/example.ts';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { compileExampleApi } from '../../src/example/example-api.ts';
import { limits } from '../support/pipeline.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { freeTexts } from './free-texts.ts';

/** An example, and the operation that it is of. */
export interface OperationExample {
  readonly operation: Operation;
  readonly example: Example;
}

const folder = join(import.meta.dirname, '../../schemas/examples');
const freeFile = 'contracts[1]';
const vetted = vetContracts(['*.contract.json', freeTexts], {
  root: folder,
  codecs: new Map(),
  secrets: { USERS_API_KEY: 'key', COMPLETIONS_API_KEY: 'key', MESSAGES_API_KEY: 'key' },
  missingSecret: 'error',
  unknown: defaultUnknown,
});
assert.deepEqual(
  vetted.findings.filter(({ severity }) => severity === 'error'),
  [],
);

/** Their operations, with a mask for each secret. */
export const exampleApi = compileExampleApi(vetted.contracts, limits);

/** Every example of every example contract, and of the one that takes any text. */
export const examples: readonly OperationExample[] = vetted.contracts.flatMap(({ operations }) =>
  operations.flatMap((operation) => operation.examples.map((example) => ({ operation, example }))),
);

/** A contract as it is written. */
export function authored(file: string): Record<string, unknown> {
  if (file === freeFile) return structuredClone(freeTexts);
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

/** Every text that a contract holds, and every part of it that stands between slashes: all names that it can know. */
export function namesIn(value: unknown, names = new Set<string>()): Set<string> {
  const add = (text: string): void => {
    for (const part of [text, ...text.split(/[/?&= ]/)]) names.add(part);
  };
  if (typeof value === 'string') add(value);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (!Array.isArray(value)) add(name);
      namesIn(member, names);
    }
  }
  return names;
}

/** Texts that have broken gateways. */
export const nastyTexts: readonly string[] = [
  ...['', ' ', '\0', '\r\nX-Evil: 1', '..', '.', '%', '%zz', '%2e%2e', '../../etc/passwd', '\\', '//evil.example/'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '1e400', '-0', '0x10', '012', '+1', '1_0', '٣', 'NaN'],
  ...['9007199254740993', '12345678901234567890', '0.1000000000000000055', 'true', 'null', '[]', '{"a":1}', '\ud800'],
  ...[
    '嘊',
    '€',
    'a,b',
    'a|b',
    'a b',
    'a&b=c',
    'a;b',
    'a#b',
    '"',
    "'",
    '`${1}`',
    '2024-02-30',
    '23:59:60Z',
    'x'.repeat(3000),
  ],
];
