import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilerMessages, generatedFolder, surroundings } from './generated-folder.ts';

const examples = 'schemas/examples/*.contract.json';

for (const [name, options] of Object.entries(surroundings)) {
  test(`the clients of the examples compile by the strictest settings for ${name}`, async (t) => {
    const folder = await generatedFolder(examples);
    t.after(() => folder.remove());
    assert.ok(folder.files.length >= 7);
    assert.equal(await compilerMessages(folder, options), '');
  });
}

describe('what the types say', () => {
  const uses: readonly [name: string, code: string, fault: RegExp | undefined][] = [
    ['a right call compiles', "await api.findUsers({ userName: 'ada', age: 36, tags: ['a'] })", undefined],
    ['a missing parameter does not', 'await api.findUsers({ age: 36 })', /userName/],
    ['a misspelt parameter does not', "await api.findUsers({ userName: 'ada', agee: 36 })", /agee/],
    ['a wrong type does not', "await api.findUsers({ userName: 'ada', age: 'None' })", /string.*number/],
    ['a value beside the enum does not', "await api.findUsers({ userName: 'ada', status: 'gone' })", /gone/],
    ['data is there only after a look at `ok`', "(await api.findUsers({ userName: 'ada' })).data", /data/],
    [
      'faults have the names of the operation',
      `const answer = await api.findUsers({ userName: 'ada' });
       if (!answer.ok && answer.error.kind === 'problem') {
         const { code, errors = [] } = answer.error.problem;
         const isRefused: boolean = code === 'invalid-request';
         for (const fault of errors) if (fault.in === 'query' && fault.name === 'userName') console.log(fault.pointer, isRefused);
       }`,
      undefined,
    ],
    [
      'a location that there is not is an error',
      `const answer = await api.findUsers({ userName: 'ada' });
       if (!answer.ok && answer.error.kind === 'problem') console.log(answer.error.problem.errors?.some((fault) => fault.in === 'quer'))`,
      /quer/,
    ],
    [
      'nothing can be left undefined that may only be left out',
      "await api.findUsers({ userName: 'ada', age: undefined })",
      /exactOptionalPropertyTypes/,
    ],
    [
      'data comes from `orThrow` as it is',
      "(await api.findUsers.orThrow({ userName: 'ada' })).map((user) => user.userName)",
      undefined,
    ],
    [
      'an operation stands by itself',
      "await findUsers({ baseUrl: 'http://x' }, { userName: 'ada' }); void api",
      undefined,
    ],
    [
      'errors narrow by kind',
      `const answer = await api.findUsers({ userName: 'ada' });
       if (!answer.ok && answer.error.kind === 'problem') { const names: (string | undefined)[] = answer.error.problem.errors?.map((e) => e.name) ?? []; console.log(names) }
       if (!answer.ok && answer.error.kind === 'http') console.log(answer.error.status.toFixed(), answer.error.text.length);
       if (answer.ok) console.log(answer.data.length)`,
      undefined,
    ],
  ];

  test('right calls compile and wrong ones do not', async (t) => {
    const folder = await generatedFolder('schemas/examples/users.contract.json');
    t.after(() => folder.remove());
    const head =
      "import { createUsersClient, findUsers } from './users.ts';\nvoid findUsers;\nconst api = createUsersClient({ baseUrl: 'http://x' });\n";
    for (const [index, [, code]] of uses.entries()) {
      await folder.add(`use-${index}.ts`, `${head}${code};\nexport {};\n`);
    }
    const messages = (await compilerMessages(folder, surroundings.node)).split('\n');
    for (const [index, [name, , fault]] of uses.entries()) {
      const own = messages.filter((line) => line.startsWith(`use-${index}.ts`)).join('\n');
      if (fault === undefined) assert.equal(own, '', name);
      else assert.match(own, fault, name);
    }
  });
});
