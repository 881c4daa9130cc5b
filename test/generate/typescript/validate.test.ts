import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { compileApi } from '../../../src/pipeline/pipeline.ts';
import { planOperation } from '../../../src/generate/typescript/plan-operation.ts';
import { Definitions } from '../../../src/generate/schema/definitions.ts';
import { writeValidationData } from '../../../src/generate/typescript/validate/validation-data.ts';
import { validator } from '../../../src/generate/typescript/validate/validator.ts';
import type { Violation } from '../../../src/problem/violation.ts';
import { everyScenario, type ScenarioRequest } from '../../acceptance/scenario.ts';
import { limits } from '../../support/pipeline.ts';
import { normalized } from '../schema/normalized.ts';
import { bundled } from './bundled.ts';
import { compilerMessages, generatedFolder, surroundings } from './generated-folder.ts';

interface Told {
  readonly in: string;
  readonly name: string;
  readonly pointer: string;
  readonly code: string;
}

const told = (errors: readonly Told[]): string[] =>
  errors
    .filter(({ code }) => code !== 'unsendable')
    .map(({ in: location, name, pointer, code }) => `${location} ${name} ${pointer} ${code}`);

/** What the gateway and the client say of a request; `undefined` where they cannot be compared. */
function compared(
  contract: object | string,
  request: ScenarioRequest,
): { gateway: string[]; client: string[] } | undefined {
  const contracts = normalized(contract);
  const [method = '', url = ''] = request.route.split(' ');
  const found = compileApi(contracts, limits).match(method, url);
  const text = request.text ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  const fields = Object.entries(request.headers ?? {}).flatMap(([name, value]) =>
    [value].flat().map((line): [string, string] => [name, line]),
  );
  const type = fields.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  if (text !== undefined && type === undefined) fields.push(['content-type', 'application/json']);
  if (found.kind !== 'operation' || request.latin1 !== undefined) return undefined;
  const operation = contracts
    .flatMap(({ operations }) => operations)
    .find(({ name }) => name === found.operation.operation.name);
  assert.ok(operation !== undefined);
  const planned = planOperation(operation, new Definitions());
  const { content } = planned;
  const isSame = content === undefined || type === undefined || type === content.mediaType;
  if (!isSame || !/^(json|form|undefined)$/.test(String(content?.format.kind))) return undefined;
  const bytes = text === undefined ? undefined : Buffer.from(text);
  const rawHeaders = [...fields.flat(), ...(bytes === undefined ? [] : ['content-length', String(bytes.length)])];
  const body = bytes === undefined ? undefined : ({ kind: 'bytes', bytes } as const);
  const outcome = found.operation.run({ method, url, rawHeaders, body, context: undefined }, found.pathValues);
  if (!outcome.ok && outcome.problem.code !== 'invalid-request') return undefined;
  const judged = validator(writeValidationData(planned))({ path: url, headers: fields, body: text }, {});
  const errors: readonly Violation[] = outcome.ok ? [] : (outcome.problem.errors ?? []);
  return { gateway: told(errors), client: judged?.kind === 'problem' ? told(judged.problem.errors ?? []) : [] };
}

describe('what a client finds before it sends is what the gateway refuses', () => {
  let compares = 0;
  for (const { name, scenario } of everyScenario()) {
    // What an app's options or a contract's older names change is not known to a client, nor offered by it.
    if (scenario.options !== undefined || scenario.environment !== undefined || name.startsWith('change/')) continue;
    test(name, () => {
      for (const { title, request } of scenario.cases) {
        const both = compared(scenario.contract, request);
        if (both === undefined) continue;
        compares += 1;
        assert.deepEqual(both.client, both.gateway, title);
      }
    });
  }

  for (const file of readdirSync('schemas/examples').filter((name) => name.endsWith('.contract.json'))) {
    test(`the examples of ${file}`, () => {
      const path = `schemas/examples/${file}`;
      const examples = normalized(path).flatMap(({ operations }) =>
        operations.flatMap((operation) => operation.examples),
      );
      for (const { request } of examples) {
        const { method, url, body } = request;
        const cookies = [...request.cookies].flatMap(([name, lines]) => lines.map((line) => `${name}=${line}`));
        const headers = Object.fromEntries([
          ...request.headers,
          ...(cookies.length > 0 ? [['cookie', cookies.join('; ')]] : []),
        ]);
        const written = typeof body === 'string' ? { text: body } : { body };
        const both = compared(path, { route: `${method} ${url}`, headers, ...(body !== undefined && written) });
        if (both === undefined) continue;
        compares += 1;
        assert.deepEqual(both.client, both.gateway, `${method} ${url}`);
      }
    });
  }

  test('in many requests', (t) => {
    t.diagnostic(`${compares} requests`);
    assert.ok(compares > 120, String(compares));
  });
});

describe('a client that validates', () => {
  const contract = 'schemas/examples/users.contract.json';

  test('sends nothing that the gateway would refuse, and tells why in the same words', async (t) => {
    const folder = await generatedFolder({ validate: true }, contract);
    t.after(() => folder.remove());
    let sent = 0;
    const { createUsersClient } = await import(pathToFileURL(join(folder.path, 'users.ts')).href);
    const api = createUsersClient({
      baseUrl: 'http://api',
      fetch: async () => {
        sent += 1;
        return new Response('[]', { headers: { 'content-type': 'application/json' } });
      },
    });
    const refused = await api.findUsers({ userName: '', age: 'None', usrName: 'x' });
    assert.equal(sent, 0);
    const { errors, detail } = refused.error.problem;
    assert.deepEqual(told(errors), [
      'query userName #/userName minLength',
      'query age #/age type',
      'query usrName #/usrName unknown',
    ]);
    assert.match(detail, /^3 faults: query `userName` must not be empty/);
    assert.equal((await api.findUsers({ userName: 'ada' })).ok, true);
    assert.equal(sent, 1);
  });

  test('compiles by the strictest settings, and holds no rule of how its values are mapped', async (t) => {
    const folder = await generatedFolder({ validate: true }, 'schemas/examples/*.contract.json');
    t.after(() => folder.remove());
    assert.equal(await compilerMessages(folder, surroundings.browser), '');
    const orders = folder.files.find(({ name }) => name === 'orders.ts')?.content ?? '';
    assert.doesNotMatch(orders, /MATNR|EXT_REF|x-upstream/);
  });

  test('carries the schemas of the operations that it uses', async (t) => {
    const folder = await generatedFolder({ validate: true }, contract);
    t.after(() => folder.remove());
    const { bytes, text } = await bundled(
      folder.path,
      "import { findUsers } from './users.ts'; console.log(findUsers);",
    );
    t.diagnostic(`one operation with its validation: ${bytes} bytes`);
    assert.ok(bytes < 120_000, `${bytes} bytes`);
    assert.doesNotMatch(text, /replaceUser/);
    assert.doesNotMatch(text, /\beval\(|new Function/);
  });
});
