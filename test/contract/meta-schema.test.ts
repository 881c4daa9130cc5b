import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv, type SchemaObject } from 'ajv';
import draft07 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import { builtinCodecs } from '../../src/codec/builtin-codecs.ts';
import { readMetaSchema } from '../../src/contract/structure/meta-schema.ts';

const meta = readMetaSchema();
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(meta);

/** Every subschema that describes a member or a definition, with its JSON Pointer. */
function* members(): Generator<[pointer: string, subschema: SchemaObject]> {
  const visit = function* (schema: SchemaObject, pointer: string): Generator<[string, SchemaObject]> {
    for (const keyword of ['properties', 'patternProperties', 'definitions']) {
      for (const [name, member] of Object.entries<SchemaObject>(schema[keyword] ?? {})) {
        const at = `${pointer}/${keyword}/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
        yield [at, member];
        yield* visit(member, at);
      }
    }
  };
  yield ['', meta];
  yield* visit(meta, '');
}

describe('the meta-schema of contracts', () => {
  it('is a draft-07 schema that refers to nothing outside', () => {
    assert.equal(meta['$schema'], 'http://json-schema.org/draft-07/schema#');
    const validate = new Ajv().getSchema(draft07.$id);
    assert.ok(validate?.(meta), JSON.stringify(validate?.errors));
    const references = JSON.stringify(meta).match(/"\$ref":"[^"]*"/g) ?? [];
    for (const reference of references.filter((text) => !/"(?:#\/\$defs|\.\.|\.\/)/.test(text))) {
      assert.match(reference, /^"\$ref":"#\/definitions\//);
    }
  });

  it('has no keyword that no draft knows', () => {
    assert.doesNotThrow(() => new Ajv({ strictSchema: true, strictTypes: false, allowUnionTypes: true }).compile(meta));
  });

  for (const [pointer, member] of members()) {
    it(`describes ${pointer || 'a contract'} in plain sentences, with examples that fit`, () => {
      const { description, examples } = member;
      assert.match(description ?? '', /^(?:[A-Z`].*[.])$/s, 'a description is one or more sentences');
      assert.ok(description.length <= 320, 'a description is short');
      assert.ok(Array.isArray(examples) && examples.length > 0, 'there is an example');
      const validate = ajv.getSchema(`${meta['$id']}#${pointer}`);
      assert.ok(validate, pointer);
      for (const example of examples) {
        assert.ok(validate(example), `${JSON.stringify(example)}: ${ajv.errorsText(validate.errors)}`);
      }
    });
  }

  it('suggests every built-in codec, and no other', () => {
    const step = meta['definitions'].codecStep;
    const suggested = [...step.anyOf[0].enum, ...Object.keys(step.properties)].sort();
    assert.deepEqual(suggested, builtinCodecs.map(({ name }) => name).sort());
    for (const { name, argument } of builtinCodecs) {
      assert.equal(Object.hasOwn(step.properties, name), argument !== undefined, name);
    }
  });

  it('accepts the example of every built-in codec', () => {
    const validate = ajv.getSchema(`${meta['$id']}#/definitions/codec`);
    for (const { name, example } of builtinCodecs) assert.ok(validate?.(example.specification), name);
  });

  it('is closed: every object names its members or says what the others are', () => {
    for (const [pointer, { type, properties, additionalProperties }] of members()) {
      if (type === 'object' && properties !== undefined) assert.notEqual(additionalProperties, undefined, pointer);
    }
  });
});
