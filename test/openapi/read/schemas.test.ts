import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { described, notesOf } from '../described.ts';

async function schemaOf(context: TestContext, schema: unknown, head: object = { openapi: '3.0.3' }) {
  const parameter = { in: 'query', name: 'q', schema };
  const description = await described(context, {
    'api.json': { ...head, info: { title: 'T', version: '1' }, paths: { '/t': { get: { parameters: [parameter] } } } },
  });
  return { schema: description.operations[0]?.parameters[0]?.schema, notes: notesOf(description) };
}

describe('a schema of OpenAPI 3.0 becomes JSON Schema 2020-12', () => {
  const rows: readonly (readonly [title: string, written: object, read: unknown])[] = [
    ['a nullable type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['what is not nullable', { type: 'string', nullable: false }, { type: 'string' }],
    [
      'nullable beside branches',
      { allOf: [{ type: 'string' }], nullable: true, title: 'T' },
      { title: 'T', anyOf: [{ allOf: [{ type: 'string' }] }, { type: 'null' }] },
    ],
    ['nullable alone, which any value is', { nullable: true, description: 'd' }, { description: 'd' }],
    ['a bound that is excluded', { minimum: 3, exclusiveMinimum: true }, { exclusiveMinimum: 3 }],
    ['a bound that is not', { maximum: 3, exclusiveMaximum: false }, { maximum: 3 }],
    ['a bound of 2020-12', { exclusiveMaximum: 7 }, { exclusiveMaximum: 7 }],
    [
      'a list by position',
      { items: [{ type: 'string' }], additionalItems: false },
      { prefixItems: [{ type: 'string' }], items: false },
    ],
    [
      'dependencies',
      { dependencies: { a: ['b'], c: { required: ['d'] } } },
      { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { required: ['d'] } } },
    ],
    ['a discriminator that is a name', { discriminator: 'kind' }, { discriminator: { propertyName: 'kind' } }],
    ['a file', { type: 'file' }, { type: 'string', format: 'binary' }],
    [
      'what is inside',
      { properties: { a: { type: 'integer', nullable: true } } },
      { properties: { a: { type: ['integer', 'null'] } } },
    ],
    [
      'access and examples',
      { readOnly: true, writeOnly: false, example: 1 },
      { readOnly: true, writeOnly: false, example: 1 },
    ],
  ];
  for (const [title, written, read] of rows) {
    it(title, async (context) => {
      const { schema, notes } = await schemaOf(context, written);
      assert.deepEqual(schema, read);
      assert.deepEqual(notes, []);
    });
  }
});

describe('what is no schema is left out and told', () => {
  const at = '/paths/~1t/get/parameters/0/schema';
  const rows: readonly (readonly [title: string, written: unknown, read: unknown, notes: readonly string[]])[] = [
    ['a text in place of a schema', 'string', true, [`schema-form ${at}`]],
    ['a type that nobody knows', { type: 'text', minLength: 1 }, { minLength: 1 }, [`schema-form ${at}/type`]],
    ['a number as text', { type: 'integer', minimum: '3' }, { type: 'integer' }, [`schema-form ${at}/minimum`]],
    [
      '`required` of draft 3',
      { properties: { a: { required: true } } },
      { properties: { a: {} } },
      [`schema-form ${at}/properties/a/required`],
    ],
    ['branches that are no list', { oneOf: { type: 'string' } }, {}, [`schema-form ${at}/oneOf`]],
    ['members that are a list', { properties: ['a'] }, {}, [`schema-form ${at}/properties`]],
    ['an anchor', { $dynamicRef: '#node' }, {}, [`schema-identifier ${at}/$dynamicRef`]],
    ['a reference that leads nowhere', { $ref: '#/components/schemas/No' }, {}, [`reference-missing ${at}`]],
    ['a reference to the network', { $ref: 'https://example.com/a.json' }, {}, [`reference-network ${at}`]],
    ['a reference out of the folder', { $ref: '../../etc/passwd' }, {}, [`reference-outside ${at}`]],
    ['a reference to itself', { $ref: '#/paths/~1t/get/parameters/0/schema' }, {}, [`reference-loop ${at}`]],
  ];
  for (const [title, written, read, notes] of rows) {
    it(title, async (context) => {
      const found = await schemaOf(context, written, { openapi: '3.1.0' });
      assert.deepEqual(found.schema, read);
      assert.deepEqual(found.notes, notes);
    });
  }
});

describe('references', () => {
  it('are absolute, and resolved over files without a file being read again', async (context) => {
    const description = await described(context, {
      'api.yaml': [
        'openapi: 3.0.0',
        'info: { title: T, version: "1" }',
        'paths:',
        '  /t:',
        '    get: { parameters: [{ in: query, name: q, schema: { $ref: "shared/user.json#/User" } }] }',
      ].join('\n'),
      'shared/user.json': { User: { type: 'object', properties: { boss: { $ref: '#/User' } } } },
    });
    const schema = description.operations[0]?.parameters[0]?.schema;
    assert.deepEqual(schema, { $ref: 'shared/user.json#/User' });
    const found = description.schemas.resolve('shared/user.json#/User');
    assert.deepEqual(found?.schema, { type: 'object', properties: { boss: { $ref: 'shared/user.json#/User' } } });
    assert.equal(found?.pointer, '/User');
    assert.equal(found?.file, 'shared/user.json');
    assert.equal(description.schemas.resolve('shared/user.json#/User'), found);
    assert.equal(description.schemas.resolve('shared/user.json#/Nobody'), undefined);
    assert.equal(description.schemas.resolve('nowhere'), undefined);
  });

  it('keep what stands beside them in 3.1, and nothing but a description in 3.0', async (context) => {
    const written = { $ref: '#/info', minLength: 2, description: 'd' };
    assert.deepEqual((await schemaOf(context, written, { openapi: '3.1.0' })).schema, {
      $ref: 'api.json#/info',
      minLength: 2,
      description: 'd',
    });
    assert.deepEqual((await schemaOf(context, written)).schema, { $ref: 'api.json#/info', description: 'd' });
  });

  it('of a discriminator become absolute, too', async (context) => {
    const description = await described(context, {
      'api.json': {
        openapi: '3.0.0',
        info: {},
        paths: {
          '/t': { get: { parameters: [{ in: 'query', name: 'q', schema: { $ref: '#/components/schemas/Pet' } }] } },
        },
        components: {
          schemas: {
            Pet: { discriminator: { propertyName: 'kind', mapping: { cat: 'Cat', dog: '#/components/schemas/Dog' } } },
            Cat: {},
            Dog: {},
          },
        },
      },
    });
    assert.deepEqual(description.schemas.resolve('api.json#/components/schemas/Pet')?.schema, {
      discriminator: {
        propertyName: 'kind',
        mapping: { cat: 'api.json#/components/schemas/Cat', dog: 'api.json#/components/schemas/Dog' },
      },
    });
  });
});
