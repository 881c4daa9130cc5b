// What the commands print of requests, answers and contracts that hold values which must not be told.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { checkCommand } from '../../src/cli/check.ts';
import { explainCommand } from '../../src/cli/explain.ts';
import { generatePythonCommand } from '../../src/cli/generate-python.ts';
import { generateTypescriptCommand } from '../../src/cli/generate-typescript.ts';
import { main } from '../../src/cli/main.ts';
import { testCommand } from '../../src/cli/test.ts';
import { contractFolder } from '../cli/contract-folder.ts';
import { recordedTerminal } from '../cli/recorded-terminal.ts';
import { assertHidden, planted } from './planted.ts';

const secret = { type: 'string', 'x-sensitive': true };
const members = (properties: object): object => ({ type: 'object', properties });

const bodySchema = members({
  kind: { enum: ['card', 'bank'] },
  nested: members({ inner: { ...secret, 'x-upstream': 'in' } }),
  list: { type: 'array', items: { ...secret } },
  map: { type: 'object', additionalProperties: secret },
  pattern: { type: 'object', patternProperties: { '^p': secret } },
  pair: { type: 'array', prefixItems: [{ type: 'string' }, secret] },
  once: { type: 'string', writeOnly: true },
  parts: { ...secret, 'x-upstream': { spread: true, codec: { split: { by: ' ', into: ['first', 'last'] } } } },
  whole: { ...members({ a: { type: 'string' } }), 'x-sensitive': true },
  joined: { type: 'array', items: secret, 'x-upstream': { codec: { join: ',' } } },
  keyed: {
    type: 'array',
    items: { ...members({ id: { type: 'string' }, key: secret }), required: ['id'] },
    'x-upstream': { codec: { 'key-by': 'id' } },
  },
  header: { ...secret, 'x-upstream': { in: 'header', name: 'X-From-Body' } },
});

const contract = {
  upstream: {
    name: 'users',
    headers: {
      'X-Api-Key': { secret: 'USERS_KEY' },
      'X-From': { from: 'query:key' },
      'X-Template': { template: 'user {query:key} {body:/nested/inner}' },
    },
    query: { added: { secret: 'USERS_KEY' } },
    body: { '/added/deep': { secret: 'USERS_KEY' } },
  },
  operations: {
    op: {
      route: 'POST /vault/{token}',
      upstream: { route: 'POST /v/{t}' },
      path: { properties: { token: { ...secret, 'x-upstream': 't' } } },
      query: {
        properties: {
          key: secret,
          age: { type: 'integer' },
          keys: { type: 'array', items: secret },
          deep: { ...members({ part: secret }), 'x-style': 'deepObject' },
          fallback: { ...secret, default: `${planted}Default` },
          moved: { ...secret, 'x-upstream': { in: 'cookie', name: 'm' } },
        },
      },
      headers: { properties: { 'X-Key': secret } },
      cookies: { properties: { sid: secret } },
      body: { content: { 'application/json': bodySchema } },
      responses: {
        200: {
          headers: { properties: { 'X-Token': { ...secret, 'x-upstream': 'X-T' } } },
          content: {
            'application/json': members({ token: { ...secret, 'x-upstream': 'tok' }, other: { type: 'integer' } }),
          },
        },
      },
    },
  },
};

const body = {
  kind: 'card',
  nested: { inner: planted },
  list: [planted],
  map: { any: planted },
  pattern: { p1: planted },
  pair: ['x', planted],
  once: planted,
  parts: `${planted} ${planted}`,
  whole: { a: planted },
  joined: [planted, `${planted}2`],
  keyed: [{ id: 'a', key: planted }],
  header: planted,
};
const query = `key=${planted}&keys=${planted}&keys=${planted}2&deep[part]=${planted}&moved=${planted}`;
const fields = ['-H', `X-Key: ${planted}`, '-H', `Cookie: sid=${planted}`, '-H', `Authorization: Bearer ${planted}`];

async function run(t: TestContext, ...words: readonly string[]) {
  const folder = await contractFolder({
    'a.contract.json': contract,
    'body.json': body,
    'broken.json': { ...body, nested: { inner: [planted] }, list: [[planted]] },
    'answer.json': { status: 200, headers: { 'X-T': planted }, body: { tok: planted, other: 1 } },
    'misfit.json': { status: 200, headers: { 'X-T': planted }, body: { tok: [planted], other: 'x' } },
  });
  t.after(() => folder.remove());
  const environment = { USERS_KEY: planted };
  const terminal = recordedTerminal({ folder: folder.path, environment });
  const commands = [explainCommand, checkCommand, generateTypescriptCommand, generatePythonCommand];
  const files = words[0] === 'check' ? ['*.contract.json'] : ['--contracts', '*.contract.json'];
  const exitCode = await main([...words, ...files], commands, terminal);
  return { exitCode, folder: folder.path, out: terminal.out, error: terminal.error };
}

describe('paramap explain masks', () => {
  for (const form of [[], ['--json']]) {
    const as = form.length === 0 ? 'as text' : 'as JSON';
    const request = ['explain', `POST /vault/${planted}?${query}`, ...fields, ...form];

    it(`every sensitive value of a request, wherever it goes, ${as}`, async (t) => {
      const { exitCode, out, error } = await run(t, ...request, '-d', '@body.json');
      assert.equal(exitCode, 0, out + error);
      assert.match(out, /\*\*\*/);
      assertHidden(out + error);
    });

    it(`what is refused, ${as}`, async (t) => {
      const { exitCode, out, error } = await run(t, ...request, '-d', '@broken.json');
      assert.equal(exitCode, 1, out + error);
      assertHidden(out + error);
    });

    it(`a body that does not parse, ${as}`, async (t) => {
      const { out, error } = await run(t, ...request, '-d', `{"once":"${planted}`);
      assertHidden(out + error);
    });

    it(`an upstream's answer, ${as}`, async (t) => {
      for (const answer of ['answer.json', 'misfit.json']) {
        const { out, error } = await run(t, ...request, '-d', '@body.json', '--answer', answer);
        assertHidden(out + error);
      }
    });
  }
});

describe('paramap test', () => {
  it('shows what differs, and no secret in it', async (t) => {
    const examples = [
      {
        request: { route: 'GET /a' },
        sends: { route: 'GET /b?k=wrong', headers: { 'X-Key': 'wrong', Cookie: 'c=wrong' } },
      },
      {
        request: { route: 'GET /a' },
        sends: { route: 'GET /b?k=***', headers: { 'X-Key': '***' }, body: { wrong: 1 } },
      },
    ];
    const upstream = {
      name: 'users',
      headers: { 'X-Key': { secret: 'USERS_KEY' } },
      query: { k: { secret: 'USERS_KEY' } },
      cookies: { c: { secret: 'USERS_KEY' } },
      body: { '/deep/key': { secret: 'USERS_KEY' } },
    };
    const written = { upstream, operations: { op: { route: 'GET /a', upstream: { route: 'POST /b' }, examples } } };
    const folder = await contractFolder({ 'a.contract.json': written });
    t.after(() => folder.remove());
    for (const form of [[], ['--json'], ['--coverage'], ['--mutate']]) {
      const terminal = recordedTerminal({ folder: folder.path, environment: { USERS_KEY: planted } });
      const exitCode = await main(['test', '*.contract.json', ...form], [testCommand], terminal);
      assert.notEqual(exitCode, 0);
      assert.match(terminal.out + terminal.error, /wrong|example/);
      assertHidden(terminal.out + terminal.error, form.join());
    }
  });
});

describe('what is made of a contract', () => {
  it('tells no secret when it is checked', async (t) => {
    const { exitCode, out, error } = await run(t, 'check');
    assert.equal(exitCode, 0, out + error);
    assertHidden(out + error);
  });

  for (const [language, output] of [
    ['typescript', 'out'],
    ['python', 'client.py'],
  ] as const) {
    it(`as a client in ${language} has neither a secret nor the default of a sensitive value`, async (t) => {
      const { exitCode, folder, out, error } = await run(t, 'generate', language, '--out', output);
      assert.equal(exitCode, 0, out + error);
      const made = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /\.(?:ts|py)$/.test(name),
      );
      assert.ok(made.length > 0);
      for (const name of made) assertHidden(readFileSync(join(folder, name), 'utf8'), name);
      assertHidden(out + error);
    });
  }
});
