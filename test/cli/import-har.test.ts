import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { importCommand } from '../../src/cli/import.ts';
import { main } from '../../src/cli/main.ts';
import { contractFolder } from './contract-folder.ts';
import { recordedTerminal } from './recorded-terminal.ts';

const entry = (url: string): object => ({
  request: { method: 'GET', url, headers: [{ name: 'Authorization', value: 'Bearer abc' }] },
  response: { status: 200, content: { mimeType: 'application/json', text: '{"id":1}' } },
});
const har = { log: { entries: ['1', '2', '3'].map((id) => entry(`https://api.example.org/users/${id}?page=1`)) } };

async function importHar(t: TestContext, ...words: readonly string[]) {
  const folder = await contractFolder({
    'r.har': har,
    'none.har': { log: { entries: [] } },
    'bad.har': '{',
    'other.har': {},
  });
  t.after(() => folder.remove());
  const terminal = recordedTerminal({ folder: folder.path });
  const exitCode = await main(['import', ...words], [importCommand], terminal);
  return { exitCode, out: terminal.out, error: terminal.error, folder: folder.path };
}

describe('paramap import --har', () => {
  test('writes a contract of what was seen, and tells how often and what is uncertain', async (t) => {
    const { exitCode, out, folder } = await importHar(t, '--har', 'r.har', '--out', 'api');
    assert.match(
      out,
      /3 {2}getUsersByUserId {2}GET \/users\/\{userId\}\n1 operation of https:\/\/api\.example\.org in 3 requests/,
    );
    const text = readFileSync(join(folder, 'api/api.example.org.contract.json'), 'utf8');
    assert.match(text, /"x-seen": \{ "times": 3/);
    assert.ok(!text.includes('Bearer'));
    assert.equal(exitCode, 0);
  });

  test('tells the same as JSON', async (t) => {
    const { operations, used, files } = JSON.parse((await importHar(t, '--har', 'r.har', '--json')).out);
    assert.deepEqual([operations.length, used, files], [1, 3, ['api.example.org.contract.json']]);
  });

  test('says what is wrong with a recording', async (t) => {
    const faults: readonly (readonly [string, RegExp])[] = [
      ['nowhere.har', /there is no file nowhere\.har/],
      ['none.har', /holds no request of an API/],
      ['bad.har', /is not JSON/],
      ['other.har', /has no `log\.entries`/],
    ];
    for (const [file, message] of faults) {
      const { exitCode, error } = await importHar(t, '--har', file);
      assert.match(error, message);
      assert.equal(exitCode, 2);
    }
  });
});
