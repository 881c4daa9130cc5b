import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { importDescription, type ImportOptions } from '../../../src/openapi/import/import-description.ts';
import { described, document31 } from '../described.ts';

async function imported(context: TestContext, document: object, options: Partial<ImportOptions> = {}) {
  const description = await described(context, { 'api.json': document });
  const done = importDescription(description, { name: 'api', expects: './api.json', ...options });
  assert.deepEqual(done.errors, []);
  const contract = done.files.get('api.contract.json');
  return { ...done, contract, rules: done.losses.map(({ rule, pointer }) => `${rule} ${pointer}`) };
}

const operationsOf = (contract: object | undefined): Readonly<Record<string, Record<string, unknown>>> =>
  Object(contract).operations;

/** The parameters of one operation, imported by themselves; with its policies for undeclared values. */
async function parametersOf(context: TestContext, ...parameters: readonly object[]) {
  const { contract, rules } = await imported(context, document31({ operationId: 'op', parameters }));
  const { query, headers, cookies, path, unknown } = operationsOf(contract)['op'] ?? {};
  return { query, headers, cookies, path, unknown, rules };
}

describe('a contract that is imported', () => {
  it('passes everything on, with names, texts, schemas and examples as they are described', async (context) => {
    const { contract, config, rules, operations } = await imported(context, {
      openapi: '3.0.0',
      info: { title: 'Users', version: '3', description: 'All users.' },
      servers: [{ url: 'https://users.example.com/v1' }],
      paths: {
        '/users/{id}': {
          put: {
            operationId: 'users/replace-one',
            summary: 'Replaces a user',
            deprecated: true,
            tags: ['users'],
            parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'integer', default: 1 } }],
            requestBody: {
              content: {
                'application/json; charset=utf-8': {
                  schema: { $ref: '#/components/schemas/User' },
                  example: { name: 'Ada' },
                },
              },
            },
            responses: {
              200: {
                description: 'The user.',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } },
              },
            },
          },
        },
      },
      components: {
        schemas: {
          User: {
            type: 'object',
            properties: { name: { type: 'string' }, boss: { $ref: '#/components/schemas/User' } },
          },
        },
      },
    });
    assert.deepEqual(contract, {
      $schema: '../node_modules/paramap/schemas/contract.schema.json',
      title: 'Users',
      version: '3',
      description: 'All users.',
      upstream: { name: 'api', expects: { openapi: './api.json' } },
      operations: {
        usersReplaceOne: {
          summary: 'Replaces a user',
          deprecated: true,
          tags: ['users'],
          route: 'PUT /users/{id}',
          upstream: { route: 'PUT /v1/users/{id}' },
          path: { properties: { id: { type: 'integer', 'x-backend-default': 1 } } },
          body: {
            required: false,
            content: { 'application/json': { $ref: '#/$defs/User', examples: [{ name: 'Ada' }] } },
          },
          responses: { 200: { description: 'The user.', content: { 'application/json': { $ref: '#/$defs/User' } } } },
        },
      },
      $defs: { User: { type: 'object', properties: { name: { type: 'string' }, boss: { $ref: '#/$defs/User' } } } },
    });
    assert.deepEqual(config['upstreams'], { api: { targets: ['https://users.example.com'] } });
    assert.equal(operations, 1);
    assert.deepEqual(rules, []);
  });

  it('asks for credentials, looks at their presence, and sends them on', async (context) => {
    const { contract, config, rules } = await imported(context, {
      ...document31({ operationId: 'a' }),
      servers: [{ url: 'http://127.0.0.1:1' }],
      security: [{ token: ['read'] }, { key: [] }],
      paths: {
        '/a': { get: { operationId: 'a' }, post: { operationId: 'b', security: [] }, put: { operationId: 'c' } },
      },
      components: {
        securitySchemes: {
          token: { type: 'oauth2', flows: {} },
          key: { type: 'apiKey', in: 'query', name: 'api_key' },
          certificate: { type: 'mutualTLS' },
        },
      },
    });
    const { securitySchemes, security } = Object(contract);
    assert.deepEqual(securitySchemes, {
      token: { type: 'http', scheme: 'bearer', forward: true },
      key: { type: 'apiKey', in: 'query', name: 'api_key', forward: true },
    });
    assert.deepEqual(security, [{ token: [] }, { key: [] }]);
    assert.deepEqual(operationsOf(contract)['a']?.['query'], {
      properties: { api_key: { type: 'string', 'x-sensitive': true } },
    });
    assert.deepEqual(operationsOf(contract)['b']?.['security'], []);
    assert.deepEqual(config['credentials'], { token: { verify: 'presence' }, key: { verify: 'presence' } });
    assert.deepEqual(rules, ['import-security ', 'import-scopes /security']);
  });

  it('is a file for each tag, with the schemas that they share in one more', async (context) => {
    const body = { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/S' } } } } };
    const { files, config } = await imported(
      context,
      {
        openapi: '3.1.0',
        info: { title: 'T', version: '1' },
        paths: {
          '/a': { post: { operationId: 'a', tags: ['Big Things'], ...body }, put: { operationId: 'b', ...body } },
        },
        components: { schemas: { S: { type: 'string', examples: [{ $ref: '#/$defs/S' }] } } },
      },
      { byTag: true },
    );
    assert.deepEqual([...files.keys()], ['api-big-things.contract.json', 'api.contract.json', 'api.schemas.json']);
    assert.deepEqual(config['contracts'], ['api-big-things.contract.json', 'api.contract.json']);
    assert.equal(Object(files.get('api-big-things.contract.json'))['title'], 'T: Big Things');
    assert.deepEqual(operationsOf(files.get('api.contract.json'))['b']?.['body'], {
      required: false,
      content: { 'application/json': { $ref: './api.schemas.json#/$defs/S' } },
    });
    assert.deepEqual(files.get('api.schemas.json'), {
      $defs: { S: { type: 'string', examples: [{ $ref: '#/$defs/S' }] } },
    });
  });

  it('is the same text for the same document', async (context) => {
    const document = document31({ parameters: [{ in: 'query', name: 'q', schema: { type: 'string' } }] });
    const [one, other] = [await imported(context, document), await imported(context, document)];
    assert.equal(JSON.stringify([...one.files]), JSON.stringify([...other.files]));
  });
});

describe('names in another style', () => {
  it('are those of parameters and members, in requests, answers, rules and examples; the backend keeps its own', async (context) => {
    const schema = {
      type: 'object',
      required: ['user_name'],
      dependentRequired: { user_name: ['born_on'] },
      properties: {
        user_name: { type: 'string' },
        born_on: true,
        data: { type: 'object', additionalProperties: true },
      },
      examples: [{ user_name: 'a', data: { free_form: 1 } }],
    };
    const { contract, rules } = await imported(
      context,
      {
        ...document31({}),
        servers: [{ url: 'https://a.example' }],
        paths: {
          '/users/{user_id}': {
            post: {
              operationId: 'op',
              parameters: [
                { in: 'path', name: 'user_id', required: true, schema: { type: 'integer' } },
                { in: 'query', name: 'page_size', required: true, schema: { type: 'integer' } },
                { in: 'header', name: 'X-Trace_Id', schema: { type: 'string' } },
              ],
              requestBody: { required: true, content: { 'application/json': { schema } } },
            },
          },
        },
      },
      { style: 'camelCase' },
    );
    assert.deepEqual(operationsOf(contract)['op'], {
      route: 'POST /users/{userId}',
      upstream: { route: 'POST /users/{user_id}' },
      path: { properties: { userId: { type: 'integer', 'x-upstream': 'user_id' } } },
      query: { required: ['pageSize'], properties: { pageSize: { type: 'integer', 'x-upstream': 'page_size' } } },
      headers: { properties: { 'X-Trace_Id': { type: 'string' } } },
      body: {
        content: {
          'application/json': {
            type: 'object',
            required: ['userName'],
            dependentRequired: { userName: ['bornOn'] },
            properties: {
              userName: { type: 'string', 'x-upstream': 'user_name' },
              bornOn: { 'x-upstream': 'born_on' },
              data: { type: 'object', additionalProperties: true },
            },
            examples: [{ userName: 'a', data: { free_form: 1 } }],
          },
        },
      },
    });
    assert.deepEqual(rules, []);
  });

  it('stay where two would become one, and in conditions; both are told', async (context) => {
    const parameters = ['a_b', 'aB', 'c_d', 'e_f'].map((name) => ({ in: 'query', name, schema: { type: 'string' } }));
    const schema = {
      type: 'object',
      properties: { c_d: { type: 'string' } },
      if: { properties: { c_d: { const: 'x' } } },
    };
    const { contract, rules } = await imported(
      context,
      document31(
        { operationId: 'op', parameters, requestBody: { content: { 'application/json': { schema } } } },
        { servers: [{ url: 'https://a.example' }] },
      ),
      { style: 'camelCase' },
    );
    const query = Object(operationsOf(contract)['op']?.['query']);
    assert.deepEqual(Object.keys(query.properties), ['a_b', 'aB', 'c_d', 'eF']);
    assert.deepEqual(rules, ['import-renaming ', 'import-renaming ']);
  });
});

describe('what a text cannot say', () => {
  const text = { type: 'string' };
  const many = { type: 'array', items: text };
  const rows: readonly (readonly [title: string, parameter: object, expected: object])[] = [
    [
      'several types are any text',
      { in: 'query', schema: { type: ['integer', 'string'] } },
      { query: { properties: { p: text } } },
    ],
    [
      'a list or one value is a list',
      { in: 'query', schema: { oneOf: [text, many] } },
      { query: { properties: { p: many } } },
    ],
    [
      'lists in lists are passed on undeclared',
      { in: 'query', schema: { type: 'array', items: many } },
      { unknown: { query: 'forward' } },
    ],
    [
      'tables by position are passed on undeclared',
      { in: 'query', schema: { type: 'array', prefixItems: [text] } },
      { unknown: { query: 'forward' } },
    ],
    [
      'an exploded list in a cookie is passed on undeclared',
      { in: 'cookie', schema: many },
      { unknown: { cookies: 'forward' } },
    ],
    [
      'a header that a contract cannot read is passed on as any other',
      { in: 'header', schema: { type: 'array', items: many } },
      {},
    ],
  ];
  for (const [title, parameter, expected] of rows) {
    it(title, async (context) => {
      const { rules, ...groups } = await parametersOf(context, { name: 'p', ...parameter });
      assert.deepEqual(JSON.parse(JSON.stringify(groups)), expected);
      assert.deepEqual(rules.length, 2, 'the server, and what is lost');
      assert.match(rules.at(-1) ?? '', / \/paths\/~1things\/get\/parameters\/0$/);
    });
  }

  it('is nothing for lists and objects in the styles of OpenAPI', async (context) => {
    const { query, headers, rules } = await parametersOf(
      context,
      { in: 'query', name: 'a', schema: many },
      { in: 'query', name: 'b', schema: many, explode: false },
      { in: 'query', name: 'c', schema: many, style: 'pipeDelimited', explode: false },
      {
        in: 'query',
        name: 'd',
        schema: { type: 'object', properties: { x: text } },
        style: 'deepObject',
        explode: true,
      },
      { in: 'header', name: 'X-E', schema: many },
    );
    assert.deepEqual(query, {
      properties: {
        a: many,
        b: { ...many, 'x-explode': false },
        c: { ...many, 'x-style': 'pipeDelimited' },
        d: { type: 'object', properties: { x: text }, 'x-style': 'deepObject' },
      },
    });
    assert.deepEqual(headers, { properties: { 'X-E': many } });
    assert.deepEqual(rules, ['import-server ']);
  });
});

describe('what a contract cannot hold is left out and told', () => {
  const rows: readonly (readonly [title: string, schema: object, expected: object, rule: string])[] = [
    ['a format that nobody checks', { type: 'string', format: 'iso4217' }, { type: 'string' }, 'import-format'],
    ['a pattern that looks around', { type: 'string', pattern: '^(?!a)' }, { type: 'string' }, 'import-pattern'],
    ['a keyword of nobody', { type: 'string', name: 'x' }, { type: 'string' }, 'import-keyword'],
    ['a keyword that is ours', { type: 'string', 'x-upstream': 'y' }, { type: 'string' }, 'import-keyword'],
  ];
  for (const [title, schema, expected, rule] of rows) {
    it(title, async (context) => {
      const { query, rules } = await parametersOf(context, { in: 'query', name: 'p', schema });
      assert.deepEqual(query, { properties: { p: expected } });
      assert.equal(rules.at(-1)?.split(' ')[0], rule);
    });
  }

  it('but escapes that are not needed are taken out of patterns, which say the same', async (context) => {
    const schema = { type: 'string', pattern: '^[a\\-z\\_]+\\-\\@\\d$' };
    const { query } = await parametersOf(context, { in: 'query', name: 'p', schema });
    assert.deepEqual(query, { properties: { p: { type: 'string', pattern: '^[a\\-z_]+-@\\d$' } } });
  });

  it('of content: XML, ranges, and fields of forms that hold lists of objects', async (context) => {
    const fields = { a: { type: 'string' }, b: { type: 'array', items: { type: 'object' } } };
    const content = {
      'application/xml': { schema: { type: 'object', properties: { a: {} } } },
      '*/*': { schema: { type: 'integer' } },
      'application/x-www-form-urlencoded': { schema: { type: 'object', required: ['a', 'b'], properties: fields } },
      'text/csv': { schema: { type: 'array' } },
      'application/pdf': {},
    };
    const { contract, rules } = await imported(context, {
      ...document31({}),
      servers: [{ url: 'https://a.example' }],
      paths: { '/t': { post: { operationId: 'op', requestBody: { required: true, content } } } },
    });
    const { body, unknown } = operationsOf(contract)['op'] ?? {};
    assert.deepEqual(body, {
      content: {
        'application/xml': { type: 'object' },
        'application/json': { type: 'integer' },
        'application/x-www-form-urlencoded': { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
        'text/csv': { type: 'string' },
        'application/pdf': { type: 'string', format: 'binary' },
      },
    });
    assert.deepEqual(unknown, { body: 'forward' });
    assert.deepEqual(
      rules.map((rule) => rule.split(' ')[0]),
      ['import-xml', 'import-media-range', 'import-text-form', 'import-text-body'],
    );
  });

  it('of operations: methods that no gateway forwards, and routes that another one has', async (context) => {
    const { operations, rules } = await imported(context, {
      ...document31({}),
      servers: [{ url: 'https://a.example' }],
      paths: {
        '/a/{x}': { get: { operationId: 'one' }, trace: {} },
        '/a/{y}': { get: { operationId: 'two' } },
        '/b/{x}.json': {
          get: { operationId: 'three', parameters: [{ in: 'path', name: 'x', required: true, schema: true }] },
        },
      },
    });
    assert.equal(operations, 1);
    assert.deepEqual(rules.toSorted(), [
      'import-operation /paths/~1a~1{x}/trace',
      'import-operation /paths/~1b~1{x}.json/get',
      'import-path-parameter /paths/~1a~1{x}/get',
      'import-path-parameter /paths/~1a~1{y}/get',
      'import-route-hidden /paths/~1a~1{y}/get',
    ]);
  });

  it('passes on a query parameter, header or cookie that is called `__proto__`, which no contract can declare', async (context) => {
    const named = (location: string) => ({
      in: location,
      name: '__proto__',
      required: true,
      schema: { type: 'integer' },
    });
    const found = await parametersOf(context, named('query'), named('header'), named('cookie'));
    assert.deepEqual(found.unknown, { query: 'forward', cookies: 'forward' });
    assert.deepEqual([found.query, found.headers, found.cookies], [undefined, undefined, undefined]);
    assert.equal(found.rules.filter((rule) => rule.startsWith('import-parameter-name ')).length, 3);
  });
});
