import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Contract } from '../../src/contract/contract.ts';
import { textLocations } from '../../src/http/location.ts';
import { normalized } from '../generate/schema/normalized.ts';

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation | DescribedParameter[]>>>>;
}
interface DescribedOperation {
  readonly operationId: string;
  readonly parameters?: readonly DescribedParameter[];
  readonly requestBody?: object;
}
interface DescribedParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
}

/** An operation in a line: its name, route and parameters. */
const lineOf = (name: string, route: string, parameters: readonly string[], hasBody: boolean): string =>
  [name, route, ...[...parameters].sort(), ...(hasBody ? ['body'] : [])].join(' ');

const parameterText = ({ name, in: location, required }: DescribedParameter): string =>
  `${location}.${name}${required === true ? '!' : ''}`;

function linesOfDocument(path: string): readonly string[] {
  const { paths }: Described = JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(paths).flatMap(([route, members]) => {
    const shared = Object.values(members).flatMap((member) => (Array.isArray(member) ? member : []));
    return Object.entries(members).flatMap(([method, member]) => {
      if (!('operationId' in member)) return [];
      const parameters = [...shared, ...(member.parameters ?? [])].map(parameterText);
      return lineOf(
        member.operationId,
        `${method.toUpperCase()} ${route}`,
        parameters,
        member.requestBody !== undefined,
      );
    });
  });
}

function linesOfContracts(contracts: readonly Contract[]): readonly string[] {
  return contracts.flatMap(({ operations }) =>
    operations.map(({ name, method, template, parameters, body }) => {
      const texts = textLocations.flatMap((location) => parameters[location].parameters.map(parameterText));
      return lineOf(name, `${method} ${template}`, texts, body !== undefined);
    }),
  );
}

const pairs: readonly (readonly [document: string, contracts: readonly string[]])[] = [
  ['examples', ['schemas/examples/users.contract.json', 'schemas/examples/orders.contract.json']],
  ['trial', ['bench/clients/documents/trial.contract.json']],
];

for (const [document, contracts] of pairs) {
  test(`the clients that are compared are made of equal descriptions: ${document}`, () => {
    const described = linesOfDocument(`bench/clients/documents/${document}.openapi.json`);
    assert.deepEqual([...described].sort(), [...linesOfContracts(normalized(...contracts))].sort());
  });
}
