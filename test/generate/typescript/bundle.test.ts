import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bundled } from './bundled.ts';
import { generatedFolder } from './generated-folder.ts';

const kilobyte = 1024;

describe('what a program that uses a client has to carry', () => {
  const page = 5 * kilobyte;

  test('is less than 5 KB for the whole runtime without its optional parts', async (t) => {
    const folder = await generatedFolder('schemas/examples/users.contract.json');
    t.after(() => folder.remove());
    const { bytes } = await bundled(
      folder.path,
      "export { bind, operation, readJson, readNone, ApiError } from './paramap-client.ts';",
    );
    t.diagnostic(`runtime: ${bytes} bytes`);
    assert.ok(bytes < page, `${bytes} bytes`);
  });

  test('grows by what an operation says, and by no operation that it does not use', async (t) => {
    const folder = await generatedFolder('schemas/examples/*.contract.json');
    t.after(() => folder.remove());
    const runtime = await bundled(
      folder.path,
      "import { operation } from './paramap-client.ts'; console.log(operation);",
    );
    const one = await bundled(folder.path, "import { findUsers } from './users.ts'; console.log(findUsers);");
    const all = await bundled(
      folder.path,
      "import { createUsersClient } from './users.ts'; console.log(createUsersClient);",
    );
    t.diagnostic(`one operation: ${one.bytes - runtime.bytes} bytes; the client of two: ${all.bytes} bytes`);
    assert.ok(one.bytes - runtime.bytes < kilobyte, `${one.bytes - runtime.bytes} bytes`);
    assert.match(one.text, /findUsers/);
    assert.doesNotMatch(one.text, /replaceUser/);
    assert.match(all.text, /replaceUser/);
  });

  test('holds uploads, streams and repeats only where they are used', async (t) => {
    const folder = await generatedFolder('schemas/examples/*.contract.json');
    t.after(() => folder.remove());
    const plain = await bundled(folder.path, "import { describePhoto } from './files.ts'; console.log(describePhoto);");
    const upload = await bundled(folder.path, "import { addPhoto } from './files.ts'; console.log(addPhoto);");
    assert.doesNotMatch(plain.text, /FormData|event-stream|retry-after/i);
    assert.match(upload.text, /FormData/);
    for (const module of ['paramap-events', 'paramap-forms', 'paramap-retries']) {
      const { bytes } = await bundled(folder.path, `export * from './${module}.ts';`);
      t.diagnostic(`${module}: ${bytes} bytes, with what it needs of the rest`);
    }
  });

  test('is the same for a second client but for its operations', async (t) => {
    const folder = await generatedFolder('schemas/examples/*.contract.json');
    t.after(() => folder.remove());
    const program = (...names: string[]) =>
      names.map(
        (name) => `import { create${name}Client } from './${name.toLowerCase()}.ts'; console.log(create${name}Client);`,
      );
    const one = await bundled(folder.path, program('Users').join('\n'));
    const two = await bundled(folder.path, program('Users', 'Orders').join('\n'));
    assert.ok(two.bytes - one.bytes < 1.5 * kilobyte, `${two.bytes - one.bytes} bytes`);
  });
});
