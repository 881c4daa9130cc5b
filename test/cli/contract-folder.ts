import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes files into a folder of their own; objects become JSON. */
export async function contractFolder(files: Readonly<Record<string, object | string>>) {
  const path = await mkdtemp(join(tmpdir(), 'paramap-cli-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  }
  return { path, remove: () => rm(path, { recursive: true }) };
}

/** A contract without a fault: `GET /users?userName=`, sent as `GET /v1/users?user_name=`. */
export const soundContract = {
  title: 'Users',
  upstream: { name: 'users' },
  operations: {
    findUsers: {
      route: 'GET /users',
      upstream: { route: 'GET /v1/users' },
      query: {
        required: ['userName'],
        properties: { userName: { type: 'string', 'x-upstream': 'user_name' }, age: { type: 'integer' } },
      },
    },
  },
};

/** The same with a fault: two parameters that land on one name. */
export const faultyContract = {
  ...soundContract,
  operations: {
    findUsers: {
      ...soundContract.operations.findUsers,
      query: { properties: { a: { type: 'string', 'x-upstream': 'q' }, b: { type: 'string', 'x-upstream': 'q' } } },
    },
  },
};
