import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { described, document31, notesOf } from '../described.ts';

describe('an operation of OpenAPI 3', () => {
  it('has the parameters of its path and its own in place of those of one name, with their defaults filled in', async (context) => {
    const description = await described(context, {
      'api.json': {
        openapi: '3.0.0',
        info: { title: 'T', version: '2' },
        servers: [{ url: 'https://{region}.example.com/v1/', variables: { region: { default: 'eu' } } }],
        security: [{ key: [] }],
        paths: {
          '/things/{id}': {
            parameters: [
              { in: 'path', name: 'id', required: true, schema: { type: 'string' } },
              { in: 'query', name: 'q', schema: { type: 'string' } },
              { in: 'header', name: 'Authorization', schema: { type: 'string' } },
            ],
            get: {
              operationId: 'getThing',
              deprecated: true,
              tags: ['a'],
              parameters: [
                { $ref: '#/components/parameters/q' },
                { in: 'query', name: 'filter', content: { 'application/json': { schema: { type: 'object' } } } },
                { in: 'cookie', name: 'session', schema: true },
              ],
            },
          },
        },
        components: {
          parameters: { q: { in: 'query', name: 'q', explode: false, schema: { type: 'array' }, example: ['a'] } },
          securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
        },
      },
    });
    const [operation] = description.operations;
    assert.deepEqual(notesOf(description), []);
    assert.equal(operation?.method, 'GET');
    assert.equal(operation?.path, '/v1/things/{id}');
    assert.equal(operation?.basePath, '/v1');
    assert.deepEqual(operation?.servers, ['https://eu.example.com/v1']);
    assert.deepEqual(operation?.security, [{ key: [] }]);
    assert.equal(operation?.pointer, '/paths/~1things~1{id}/get');
    assert.deepEqual(
      operation?.parameters.map((parameter) => [parameter.in, parameter.name, parameter.style, parameter.explode]),
      [
        ['path', 'id', 'simple', false],
        ['query', 'q', 'form', false],
        ['query', 'filter', 'form', true],
        ['cookie', 'session', 'form', true],
      ],
    );
    assert.deepEqual(operation?.parameters[2]?.schema, {
      type: 'string',
      contentMediaType: 'application/json',
      contentSchema: { type: 'object' },
    });
    assert.deepEqual(operation?.parameters[1]?.example, ['a']);
    assert.deepEqual(description.securitySchemes.get('key'), {
      type: 'apiKey',
      in: 'header',
      name: 'X-Key',
      description: undefined,
    });
  });

  it('has its body and answers from wherever they are reused', async (context) => {
    const description = await described(context, {
      'api.json': document31(
        {
          requestBody: { $ref: '#/components/requestBodies/B' },
          responses: { '200': { $ref: '#/components/responses/R' }, '4xx': { description: 'no' }, oops: {} },
        },
        {
          components: {
            requestBodies: {
              B: { required: true, content: { 'application/json': { schema: { type: 'null' }, example: null } } },
            },
            responses: {
              R: {
                description: 'yes',
                headers: { 'X-A': { $ref: '#/components/headers/A' } },
                content: { 'text/plain': {} },
              },
            },
            headers: { A: { required: true, schema: { type: 'integer' } } },
          },
        },
      ),
    });
    const [operation] = description.operations;
    assert.equal(operation?.body?.required, true);
    assert.deepEqual(operation?.body?.content['application/json']?.schema, { type: 'null' });
    assert.deepEqual(operation?.body?.content['application/json']?.examples, [null]);
    assert.equal(
      operation?.body?.content['application/json']?.pointer,
      '/components/requestBodies/B/content/application~1json/schema',
    );
    assert.deepEqual(Object.keys(operation?.responses ?? {}), ['200', '4XX']);
    assert.equal(operation?.responses['200']?.headers['X-A']?.required, true);
    assert.equal(operation?.responses['200']?.content['text/plain']?.schema, true);
    assert.deepEqual(notesOf(description), ['response-status /paths/~1things/get/responses/oops']);
  });

  it('may stand in a path item of another file', async (context) => {
    const description = await described(context, {
      'api.json': { openapi: '3.1.0', info: {}, paths: { '/a': { $ref: './a.json' } } },
      'a.json': { get: { operationId: 'getA' } },
    });
    assert.deepEqual(
      description.operations.map(({ operationId, file, pointer, path }) => [operationId, file, pointer, path]),
      [['getA', 'a.json', '/get', '/a']],
    );
  });

  it('is told where it cannot be told from another, or has no path', async (context) => {
    const description = await described(context, {
      'api.json': {
        openapi: '3.1.0',
        info: {},
        paths: {
          '/a/{x}': { get: { operationId: 'one' } },
          '/a/{y}': { get: { operationId: 'one' } },
          b: { get: {} },
          '/c': { get: 'no', post: { parameters: [{ name: 'q' }, { in: 'body', name: 'q' }] } },
        },
        webhooks: {},
      },
    });
    assert.deepEqual(notesOf(description).toSorted(), [
      'operation-form /paths/~1c/get',
      'operation-id-twice /paths/~1a~1{y}/get',
      'operation-twice /paths/~1a~1{y}/get',
      'parameter-form /paths/~1c/post/parameters/0',
      'parameter-form /paths/~1c/post/parameters/1',
      'path-form /paths/b',
      'webhooks /webhooks',
    ]);
  });
});

describe('an operation of Swagger 2.0', () => {
  const swagger = {
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    host: 'api.example.com',
    basePath: '/v2/',
    schemes: ['https', 'http'],
    consumes: ['application/json'],
    produces: ['application/json', 'application/xml'],
    securityDefinitions: { login: { type: 'basic' }, oauth: { type: 'oauth2', flow: 'implicit' } },
  };

  it('has a base path, a body of what is consumed, and answers of what is produced', async (context) => {
    const description = await described(context, {
      'api.json': {
        ...swagger,
        paths: {
          '/users': {
            post: {
              parameters: [
                { in: 'body', name: 'user', required: true, schema: { $ref: '#/definitions/User' } },
                { in: 'query', name: 'ids', type: 'array', items: { type: 'integer' }, collectionFormat: 'pipes' },
                { in: 'query', name: 'csv', type: 'array', items: { type: 'string' } },
                { in: 'query', name: 'multi', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' },
              ],
              responses: {
                200: { description: 'ok', schema: { type: 'file' }, headers: { 'X-A': { type: 'integer' } } },
              },
            },
          },
        },
        definitions: { User: { type: 'object', 'x-nullable': true } },
      },
    });
    const [operation] = description.operations;
    assert.equal(operation?.path, '/v2/users');
    assert.deepEqual(description.servers, ['https://api.example.com/v2', 'http://api.example.com/v2']);
    assert.deepEqual(Object.keys(operation?.body?.content ?? {}), ['application/json']);
    assert.deepEqual(operation?.body?.content['application/json']?.schema, { $ref: 'api.json#/definitions/User' });
    assert.deepEqual(description.schemas.resolve('api.json#/definitions/User')?.schema, { type: ['object', 'null'] });
    assert.deepEqual(
      operation?.parameters.map(({ name, style, explode }) => [name, style, explode]),
      [
        ['ids', 'pipeDelimited', false],
        ['csv', 'form', false],
        ['multi', 'form', true],
      ],
    );
    assert.deepEqual(operation?.parameters[0]?.schema, { type: 'array', items: { type: 'integer' } });
    assert.deepEqual(Object.keys(operation?.responses['200']?.content ?? {}), ['application/json', 'application/xml']);
    assert.deepEqual(operation?.responses['200']?.headers['X-A']?.schema, { type: 'integer' });
    assert.equal(description.securitySchemes.get('login')?.type, 'http');
  });

  it('has a form of its fields, of parts where one is a file', async (context) => {
    const description = await described(context, {
      'api.json': {
        ...swagger,
        paths: {
          '/files': {
            post: {
              parameters: [
                { in: 'formData', name: 'file', type: 'file', required: true },
                { in: 'formData', name: 'tags', type: 'array', items: { type: 'string' } },
              ],
            },
          },
        },
      },
    });
    const body = description.operations[0]?.body;
    assert.equal(body?.required, true);
    assert.deepEqual(body?.content['multipart/form-data']?.schema, {
      type: 'object',
      properties: {
        file: { type: 'string', format: 'binary' },
        tags: { type: 'array', items: { type: 'string' } },
      },
      required: ['file'],
    });
    assert.deepEqual(body?.content['multipart/form-data']?.encoding['tags'], {
      contentType: undefined,
      style: 'form',
      explode: false,
    });
  });
});
