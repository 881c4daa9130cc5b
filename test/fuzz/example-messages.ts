import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from '../../src/contract/contract.ts';
import type { Example } from '../../src/contract/example.ts';
import { exampleApi, exampleContracts } from '../examples/example-contracts.ts';

/** An example, and the operation that it is of. */
export interface OperationExample {
  readonly operation: Operation;
  readonly example: Example;
}

/** Every example of every example contract. */
export const examples: readonly OperationExample[] = exampleContracts.contracts.flatMap(({ operations }) =>
  operations.flatMap((operation) => operation.examples.map((example) => ({ operation, example }))),
);

export { exampleApi };

const folder = join(import.meta.dirname, '../../schemas/examples');

/** A contract as it is written. */
export function authored(file: string): Record<string, unknown> {
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
