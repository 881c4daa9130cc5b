import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultUnknown } from '../../src/contract/normalize.ts';
import { vetContracts } from '../../src/pipeline/vet-contracts.ts';
import { contractOf, normalize } from '../support/contract.ts';

type Content = Readonly<Record<string, object>>;

/** The findings of a contract whose one operation has this body, each as its rule and the end of its place. */
function findingsOf(
  content: Content,
  { upstreamType, upstream = {} }: { upstreamType?: string; upstream?: object } = {},
): string[] {
  const body = upstreamType === undefined ? { content } : { content, upstreamType };
  const { findings } = normalize([contractOf({ route: 'POST /a', body, upstream })]);
  return findings.map(({ rule, pointer }) => `${rule} ${pointer?.split('/').slice(6).join('/')}`);
}

const file = { type: 'string', format: 'binary' };
const form = (properties: object, more: object = {}): Content => ({
  'multipart/form-data': { type: 'object', properties, ...more },
});

describe('the files of a form', () => {
  const sound: Readonly<Record<string, Content>> = {
    'one, beside fields': form({ a: { type: 'integer' }, f: file }, { required: ['f'] }),
    'a list of them': form({ f: { type: 'array', maxItems: 3, items: file } }),
    'by contentMediaType': form({ f: { type: 'string', contentMediaType: 'image/png' } }),
    'by x-file alone': form({ f: { 'x-file': { maxBytes: 10, mediaTypes: ['image/*'], extensions: ['png'] } } }),
    renamed: form({ f: { ...file, 'x-upstream': 'g' }, h: { ...file, 'x-upstream': { name: 'i' } } }),
    'left out': form({ f: { ...file, 'x-upstream': false } }),
    'with encoded text beside': form({
      f: { type: 'string', contentMediaType: 'image/png', contentEncoding: 'base64' },
    }),
  };
  for (const [name, content] of Object.entries(sound)) {
    it(`can be ${name}`, () => assert.deepEqual(findingsOf(content), []));
  }

  const wrong: Readonly<Record<string, readonly [content: Content, finding: string, upstreamType?: string]>> = {
    'moved to a header': [
      form({ f: { ...file, 'x-upstream': { in: 'header', name: 'X' } } }),
      'file-mapping properties/f',
    ],
    'moved into another value': [form({ f: { ...file, 'x-upstream': 'a/b' } }), 'file-mapping properties/f'],
    converted: [form({ f: { ...file, 'x-upstream': { codec: 'base64' } } }), 'file-mapping properties/f'],
    'judged by a pattern': [form({ f: { ...file, pattern: '^a' } }), 'file-keyword properties/f'],
    'judged to be unique': [
      form({ f: { type: 'array', uniqueItems: true, items: file } }),
      'file-keyword properties/f',
    ],
    'inside an object': [
      form({ o: { type: 'object', properties: { f: file } } }),
      'file-nested properties/o/properties/f',
    ],
    'sent as JSON': [form({ f: file }), 'file-upstream ', 'application/json'],
    'all there is': [{ 'multipart/form-data': { type: 'string' } }, 'multipart-object '],
  };
  for (const [name, [content, finding, upstreamType]] of Object.entries(wrong)) {
    it(`cannot be ${name}`, () => {
      const found = findingsOf(content, upstreamType === undefined ? {} : { upstreamType });
      assert.ok(found.includes(finding), found.join('; '));
    });
  }

  it('have limits of a fixed form', () => {
    const content = form({ f: { 'x-file': { maxByte: 1 } } });
    const contract = contractOf({ route: 'POST /a', body: { content } });
    const { findings } = vetContracts([contract], {
      root: '.',
      codecs: new Map(),
      secrets: {},
      missingSecret: 'error',
      unknown: defaultUnknown,
    });
    assert.match(findings[0]?.message ?? '', /`maxByte`/);
    assert.match(findings[0]?.cure ?? '', /`maxBytes`/);
  });
});

describe('a body of bytes', () => {
  it('has a schema that says nothing of its content', () => {
    for (const schema of [{}, file, { ...file, description: 'a picture', 'x-owner': 'a' }]) {
      assert.deepEqual(findingsOf({ 'application/octet-stream': schema, 'image/png': schema }), []);
    }
    assert.deepEqual(findingsOf({ 'image/png': { ...file, maxLength: 10 } }), ['binary-schema ']);
    assert.ok(findingsOf({ 'image/png': { type: 'object', properties: { a: {} } } }).includes('binary-schema '));
  });

  it('stays bytes, and holds no other values', () => {
    assert.deepEqual(findingsOf({ 'image/png': file }, { upstreamType: 'application/json' }), ['format ']);
    assert.deepEqual(findingsOf({ 'application/json': { type: 'object' } }, { upstreamType: 'image/png' }), [
      'format ',
    ]);
    assert.deepEqual(findingsOf({ 'image/png': file }, { upstreamType: 'application/octet-stream' }), []);
    const upstream = { body: { '/a': 1 } };
    assert.ok(findingsOf({ 'image/png': file }, { upstream }).includes('binary-body '));
  });
});
