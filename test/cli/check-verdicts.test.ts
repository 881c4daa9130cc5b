import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { checkCommand } from '../../src/cli/check.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const people = (most: object) => ({
  title: 'People',
  upstream: { name: 'people' },
  operations: {
    find: {
      route: 'GET /people',
      query: { properties: { age: { type: 'integer', maximum: 150 } } },
      upstream: { expects: { query: { properties: { age: { type: 'integer', ...most } } } } },
    },
  },
});

async function check(t: TestContext, contract: object, ...words: readonly string[]) {
  const folder = await contractFolder({ 'people.contract.json': contract });
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path });
  const run = () => main(['check', 'people.contract.json', ...words], [checkCommand], terminal);
  return { exitCode: await run(), terminal, run };
}

describe('paramap check of contracts that say what their upstream takes', () => {
  test('shows the request that breaks the backend, what becomes of it, both places and the cure, and fails', async (t) => {
    const { exitCode, terminal } = await check(t, people({ maximum: 100 }));
    assert.equal(exitCode, 1);
    assert.match(terminal.out, /^ {2}refuted {7}find {2}GET \/people\n {4}query `age`: .*\(maximum\)$/m);
    assert.match(terminal.out, /^ {6}request {3}curl 'http:\/\/127\.0\.0\.1:8080\/people\?age=101'$/m);
    assert.match(terminal.out, /^ {6}becomes {3}GET \/people\?age=101$/m);
    assert.match(terminal.out, /^ {6}contract {2}people\.contract\.json:\d+:\d+ .*\/age$/m);
    assert.match(terminal.out, /^ {6}cure {6}narrow/m);
  });

  test('tells verdicts as JSON, SARIF and annotations', async (t) => {
    const json = await check(t, people({ maximum: 100 }), '--json');
    const [verdict] = JSON.parse(json.terminal.out).verdicts;
    assert.deepEqual([verdict.operation, verdict.status, verdict.refutations.length], ['find', 'refuted', 1]);
    const sarif = JSON.parse((await check(t, people({ maximum: 100 }), '--sarif')).terminal.out);
    assert.deepEqual(
      sarif.runs[0].results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level]),
      [['backend-refuses', 'error']],
    );
    const github = (await check(t, people({ maximum: 100 }), '--github')).terminal.out;
    assert.match(
      github,
      /^::error file=people\.contract\.json,line=\d+,col=\d+,title=backend-refuses::find, query `age`/,
    );
  });

  test('says that it is proved, again from its cache', async (t) => {
    const { exitCode, terminal, run } = await check(t, people({ maximum: 150 }), '--cache', 'kept', '--strict');
    assert.equal(exitCode, 0);
    assert.match(terminal.out, /^ {2}proved {8}find/m);
    const first = terminal.out;
    assert.equal(await run(), 0);
    assert.equal(terminal.out, first + first);
  });

  test('fails with --strict alone where an operation is only tested', async (t) => {
    const unknown = { maximum: 150, format: 'nobody-knows' };
    const lax = await check(t, people(unknown));
    assert.match(lax.terminal.out, /^ {2}tested .* requests\n {4}query `age`: .*\(format\)/m);
    assert.equal(lax.exitCode, 0);
    assert.equal((await check(t, people(unknown), '--strict')).exitCode, 1);
  });
});

const answering = (promised: object, more: object = {}) => ({
  title: 'People',
  upstream: { name: 'people' },
  operations: {
    find: {
      route: 'GET /people',
      ...more,
      upstream: {
        expects: {
          query: { properties: {} },
          responses: { 200: { type: 'object', required: ['yrs'], properties: { yrs: promised } } },
        },
      },
      responses: {
        200: {
          content: {
            'application/json': { required: ['age'], properties: { age: { type: 'integer', 'x-upstream': 'yrs' } } },
          },
        },
      },
    },
  },
});

describe('paramap check of contracts that say what their upstream answers', () => {
  test('shows the answer that breaks the promise, what the caller would get, both places and the cure, and fails', async (t) => {
    const { exitCode, terminal } = await check(t, answering({ type: ['integer', 'null'] }));
    assert.equal(exitCode, 1);
    assert.match(terminal.out, /^ {4}answers {3}refuted {2}what does not fit is passed on and reported$/m);
    assert.match(terminal.out, /^ {6}answer 200 application\/json: .* \(type\)$/m);
    assert.match(terminal.out, /^ {8}upstream {2}\{"yrs":null\}$/m);
    assert.match(terminal.out, /^ {8}caller {4}200 \{"age":null\}$/m);
    assert.match(terminal.out, /^ {8}contract {2}people\.contract\.json:\d+:\d+ .*\/age$/m);
    assert.match(terminal.out, /^ {8}cure {6}/m);
    assert.match(terminal.out, /^answers: 1 refuted$/m);
    const enforced = await check(t, answering({ type: 'null' }, { responseValidation: 'enforce' }));
    assert.match(enforced.terminal.out, /answers {3}refuted {2}what does not fit is a 502\n/);
  });

  test('tells them as JSON, SARIF and annotations', async (t) => {
    const json = await check(t, answering({ type: 'string' }), '--json');
    const [verdict] = JSON.parse(json.terminal.out).verdicts;
    assert.deepEqual([verdict.answers.status, verdict.answers.refutations[0].at], ['refuted', '#/age']);
    const sarif = JSON.parse((await check(t, answering({ type: 'string' }), '--sarif')).terminal.out);
    assert.deepEqual(
      sarif.runs[0].results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level]),
      [['answer-breaks-promise', 'error']],
    );
    const github = (await check(t, answering({ type: 'string' }), '--github')).terminal.out;
    assert.match(
      github,
      /^::error file=people\.contract\.json,line=\d+,col=\d+,title=answer-breaks-promise::find, answer/m,
    );
  });

  test('says that they are proved', async (t) => {
    const { exitCode, terminal } = await check(t, answering({ type: 'integer', minimum: 0 }), '--strict');
    assert.equal(exitCode, 0);
    assert.match(terminal.out, /^ {4}answers {3}proved$/m);
    assert.match(terminal.out, /^answers: 1 proved$/m);
  });
});

const described = `openapi: 3.1.0
info: { title: People, version: '1' }
paths:
  /people:
    get:
      parameters:
        - in: query
          name: age
          schema:
            type: integer
            maximum: 100
`;

describe('paramap check against a document of the backend', () => {
  const inDocument = { ...people({}), upstream: { name: 'people', expects: { openapi: './backend.yaml' } } };
  const { upstream: _own, ...find } = inDocument.operations.find;
  const contract = { ...inDocument, operations: { find } };

  async function checkFiles(t: TestContext, ...words: readonly string[]): Promise<string> {
    const folder = await contractFolder({ 'people.contract.json': contract, 'backend.yaml': described });
    t.after(() => folder.remove());
    const terminal = recordedTerminal({ folder: folder.path });
    assert.equal(await main(['check', 'people.contract.json', ...words], [checkCommand], terminal), 1);
    return terminal.out;
  }

  test('names file, line and column of both sides', async (t) => {
    const text = await checkFiles(t);
    assert.match(text, /^ {6}contract {2}people\.contract\.json:\d+:\d+ .*\/age$/m);
    assert.match(text, /^ {6}backend {3}backend\.yaml:11:\d+ \/paths\/.*\/maximum$/m);
    const [{ refutations }] = JSON.parse(await checkFiles(t, '--json')).verdicts;
    const { backend } = refutations[0];
    assert.deepEqual([backend.file, backend.line, typeof backend.column], ['backend.yaml', 11, 'number']);
    assert.match(await checkFiles(t, '--github'), /^::error .*\(backend backend\.yaml:11:\d+ \/paths/m);
  });

  test('gives code review the other side as a related place', async (t) => {
    const [{ locations, relatedLocations }] = JSON.parse(await checkFiles(t, '--sarif')).runs[0].results;
    const placeOf = (places: readonly { physicalLocation: { artifactLocation: { uri: string }; region: object } }[]) =>
      places.flatMap(({ physicalLocation: { artifactLocation, region } }) => [
        artifactLocation.uri,
        Object.keys(region),
      ]);
    assert.deepEqual(placeOf(locations), ['people.contract.json', ['startLine', 'startColumn']]);
    assert.deepEqual(placeOf(relatedLocations), ['backend.yaml', ['startLine', 'startColumn']]);
    assert.equal(relatedLocations[0].physicalLocation.region.startLine, 11);
  });

  test('checks again after a change of the backend alone, and ends when it is asked to', async (t) => {
    const folder = await contractFolder({ 'people.contract.json': contract, 'backend.yaml': described });
    t.after(() => folder.remove());
    const stop = new AbortController();
    const terminal = recordedTerminal({ folder: folder.path, stopSignal: () => stop.signal });
    const running = main(['check', 'people.contract.json', '--watch'], [checkCommand], terminal);
    const until = async (pattern: RegExp, times: number): Promise<void> => {
      const begin = Date.now();
      const shown = () => `${terminal.out}${terminal.error}`;
      while ([...shown().matchAll(new RegExp(pattern, 'g'))].length < times) {
        assert.ok(Date.now() - begin < 20_000, `${pattern} did not come: ${shown()}`);
        await pause(10);
      }
    };
    await until(/waiting for a change/, 1);
    assert.match(terminal.out, /refuted {7}find/);
    await writeFile(join(folder.path, 'backend.yaml'), described.replace('100', '150'));
    await until(/waiting for a change/, 2);
    assert.match(terminal.out, /proved {8}find/);
    stop.abort();
    assert.equal(await running, 0);
  });
});
