import { join } from 'node:path';

const here = import.meta.dirname;
const bin = (name: string): string => join(here, 'node_modules', '.bin', name);
const document = (name: string): string => join(here, 'documents', `${name}.openapi.json`);
const schemas = join(here, '..', '..', 'schemas', 'examples');

/** What is generated: `examples` is the users and the orders, `trial` what the cases are tried with. */
export type Api = 'examples' | 'trial';

/** A way to a typed client. */
export interface Peer {
  /** Names its folder and its program. */
  readonly name: string;
  readonly label: string;
  /** The command line, but for Node itself, that writes the client of an API into a folder. */
  generate(api: Api, folder: string): readonly string[];
  /** Programs for the `examples` that use one operation, and all five. */
  readonly one: string;
  readonly all: string;
  /** How programs import the client of `trial`, to call `get` and `add`; see `probes.ts`. */
  readonly probe: ProbeTexts;
}

export interface ProbeTexts {
  readonly head: string;
  /** Adds an item without `quantity`, whose default the document tells. */
  readonly add: string;
  /** Reads an item by a parameter that there is not. */
  readonly misspelt: string;
  /** Reads an item, and after one look whether it succeeded its `id`, else the `code` of the problem. */
  readonly narrowed: string;
}

const contracts: Readonly<Record<Api, readonly string[]>> = {
  examples: [join(schemas, 'users.contract.json'), join(schemas, 'orders.contract.json')],
  trial: [join(here, 'documents', 'trial.contract.json')],
};

const showAll = (module: string): string => `import * as all from '${module}'; console.log(all);`;
const showOne = (module: string): string => `import { findUsers } from '${module}'; console.log(findUsers);`;

const openapiFetch = `import createClient from 'openapi-fetch';
import type { paths } from './schema.js';
const client = createClient<paths>({ baseUrl: 'http://api' });
console.log(await client.GET('/users', { params: { query: { userName: 'ada' } as never } }));`;

const asTheyCome: readonly Peer[] = [
  {
    name: 'paramap',
    label: 'paramap',
    generate: (api, folder) => [
      join(here, '..', '..', 'dist', 'cli', 'bin.js'),
      'generate',
      'typescript',
      ...contracts[api].flatMap((path) => ['--contracts', path]),
      '--out',
      folder,
    ],
    one: showOne('./users.js'),
    all: `import { createUsersClient } from './users.js'; import { createOrdersClient } from './orders.js';
console.log(createUsersClient({ baseUrl: 'http://api' }), createOrdersClient({ baseUrl: 'http://api' }));`,
    probe: {
      head: "import { addItem, getItem } from './trial.js';\nconst at = { baseUrl: '' };",
      add: "void addItem(at, { body: { name: 'lamp' } });",
      misspelt: "void getItem(at, { itemId: '1', tag: ['a'] });",
      narrowed: `const given = await getItem(at, { itemId: '1' });
if (given.ok) { const id: string = given.data.id; console.log(id); }
else if (given.error.kind === 'problem') { const code: string | undefined = given.error.problem.code; console.log(code); }`,
    },
  },
  {
    name: 'openapi-fetch',
    label: 'openapi-typescript + openapi-fetch',
    generate: (api, folder) => [bin('openapi-typescript'), document(api), '-o', join(folder, 'schema.ts')],
    one: openapiFetch,
    all: `${openapiFetch}
console.log(await client.PUT('/users/{userId}', { params: { path: { userId: '1' } }, body: { userName: 'ada' } }),
await client.POST('/orders', { params: { header: { 'Idempotency-Key': '1' } }, body: {} as never }),
await client.GET('/orders/{orderId}', { params: { path: { orderId: 1 } } }),
await client.DELETE('/orders/{orderId}', { params: { path: { orderId: 1 }, query: { reason: 'other' } } }));`,
    probe: {
      head: `import createClient from 'openapi-fetch';
import type { paths } from './schema.js';
const client = createClient<paths>({ baseUrl: '' });`,
      add: "void client.POST('/items', { body: { name: 'lamp' } });",
      misspelt: "void client.GET('/items/{itemId}', { params: { path: { itemId: '1' }, query: { tag: ['a'] } } });",
      narrowed: `const { data, error } = await client.GET('/items/{itemId}', { params: { path: { itemId: '1' } } });
if (error === undefined) { const id: string = data.id; console.log(id); }
else { const code: string | undefined = error.code; console.log(code); }`,
    },
  },
  {
    name: 'hey-api',
    label: '@hey-api/openapi-ts',
    generate: (api, folder) => [bin('openapi-ts'), '-i', document(api), '-o', folder],
    one: showOne('./sdk.gen.js'),
    all: showAll('./sdk.gen.js'),
    probe: {
      head: "import { addItem, getItem } from './sdk.gen.js';",
      add: "void addItem({ body: { name: 'lamp' } });",
      misspelt: "void getItem({ path: { itemId: '1' }, query: { tag: ['a'] } });",
      narrowed: `const { data, error } = await getItem({ path: { itemId: '1' } });
if (error === undefined) { const id: string = data.id; console.log(id); }
else { const code: string | undefined = error.code; console.log(code); }`,
    },
  },
  {
    name: 'orval',
    label: 'orval, client `fetch`',
    generate: (api, folder) => [
      bin('orval'),
      '--input',
      document(api),
      '--output',
      join(folder, 'client.ts'),
      '--client',
      'fetch',
    ],
    one: showOne('./client.js'),
    all: showAll('./client.js'),
    probe: {
      head: "import { addItem, getItem } from './client.js';",
      add: "void addItem({ name: 'lamp' });",
      misspelt: "void getItem('1', { tag: ['a'] });",
      narrowed: `const given = await getItem('1');
if (given.status === 200) { const id: string = given.data.id; console.log(id); }
else { const code: string | undefined = given.data.code; console.log(code); }`,
    },
  },
  {
    name: 'oazapfts',
    label: 'oazapfts',
    generate: (api, folder) => [bin('oazapfts'), document(api), join(folder, 'client.ts')],
    one: showOne('./client.js'),
    all: showAll('./client.js'),
    probe: {
      head: "import { addItem, getItem } from './client.js';",
      add: "void addItem({ name: 'lamp' });",
      misspelt: "void getItem('1', { tag: ['a'] });",
      narrowed: `const given = await getItem('1');
if (given.status === 200) { const id: string = given.data.id; console.log(id); }
else { const code: string | undefined = given.data.code; console.log(code); }`,
    },
  },
];

/** The same with options that its defaults leave off; what they change is in how it generates, and in its program. */
function told(name: string, label: string, generate: Peer['generate']): readonly Peer[] {
  const come = asTheyCome.find((peer) => peer.name === name);
  return come === undefined ? [] : [{ ...come, name: `${name}-told`, label, generate }];
}

/** Every client that is compared, paramap's first. */
export const peers: readonly Peer[] = [
  ...asTheyCome,
  ...told('openapi-fetch', 'openapi-fetch, told', (api, folder) => [
    bin('openapi-typescript'),
    document(api),
    '-o',
    join(folder, 'schema.ts'),
    '--default-non-nullable=false',
  ]),
  ...told('orval', 'orval, told', (api, folder) => [
    join(here, 'orval-told.ts'),
    document(api),
    join(folder, 'client.ts'),
  ]),
];
