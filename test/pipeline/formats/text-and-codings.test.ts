import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Api } from '../../../src/pipeline/pipeline.ts';
import { contractOf } from '../../support/contract.ts';
import { apiOf, limits, refused, send, sent } from '../../support/pipeline.ts';

const text = { type: 'string', minLength: 2 };

function api(body: object): Api {
  return apiOf([contractOf({ route: 'POST /a', body })], {}, { ...limits, decompressedBytes: 1000 });
}

function post(to: Api, body: string | Uint8Array, headers: Readonly<Record<string, string>>) {
  return send(to, 'POST /a', { body, headers: Object.entries(headers).flat() });
}

describe('a text that a caller sends', () => {
  const toJson = api({
    content: { 'text/plain': { ...text, 'x-upstream': { codec: { wrap: 'message' } } } },
    upstreamType: 'application/json',
  });
  const plain = { 'Content-Type': 'text/plain' };

  it('becomes a value that a codec puts into JSON', () => {
    assert.equal(sent(post(toJson, 'hi "you"\n', plain)).body, '{"message":"hi \\"you\\"\\n"}');
  });

  it('is judged by its schema', () => assert.deepEqual(refused(post(toJson, 'x', plain)), ['body: minLength']));

  it('may be a number, strictly', () => {
    const number = api({ content: { 'text/plain': { type: 'integer' } }, upstreamType: 'application/json' });
    assert.equal(sent(post(number, '12345678901234567890', plain)).body, '12345678901234567890');
    assert.deepEqual(refused(post(number, '12 ', plain)), ['body: type']);
  });

  const charsets: readonly [string, Uint8Array][] = [
    ['utf-8', Buffer.from('Löw')],
    ['UTF-8', Buffer.from('\ufeffLöw')],
    ['iso-8859-1', Buffer.from('Löw', 'latin1')],
    ['windows-1252', Buffer.from('Löw', 'latin1')],
    ['utf-16', Buffer.from('\ufeffLöw', 'utf16le')],
    ['utf-16le', Buffer.from('Löw', 'utf16le')],
    ['utf-16be', Buffer.from('Löw', 'utf16le').swap16()],
    ['utf-16', Buffer.from('Löw', 'utf16le').swap16()],
  ];
  for (const [charset, bytes] of charsets) {
    it(`is read in ${charset}, ${bytes.length} bytes of it`, () => {
      const outcome = post(toJson, bytes, { 'Content-Type': `text/plain; charset="${charset}"` });
      assert.equal(sent(outcome).body, '{"message":"Löw"}');
    });
  }

  it('is refused in a charset that is not known, and told which are', () => {
    const outcome = post(toJson, 'hi', { 'Content-Type': 'text/plain; charset=ebcdic' });
    assert.deepEqual(refused(outcome), ['unsupported-media-type']);
    assert.match((!outcome.ok && outcome.problem.detail) || '', /`ebcdic` is not accepted; send UTF-8, .*UTF-16BE$/);
  });

  it('is refused where its bytes are none of its charset', () => {
    assert.deepEqual(refused(post(toJson, Buffer.from([0xff, 0xfe, 0xfd]), plain)), ['malformed-body']);
  });

  it('goes on as it came, in its charset, where nothing is mapped', () => {
    const same = api({ content: { 'text/plain': text } });
    const type = 'text/plain; charset=iso-8859-1';
    const outcome = post(same, Buffer.from('Löw', 'latin1'), { 'Content-Type': type });
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.value.headers, ['Content-Type', type]);
    assert.deepEqual(outcome.value.body, Buffer.from('Löw', 'latin1'));
  });

  it('keeps its charset under another type of the upstream', () => {
    const retyped = api({ content: { 'text/plain': text }, upstreamType: 'text/csv' });
    const outcome = post(retyped, 'a,b', { 'Content-Type': 'text/plain; charset=iso-8859-1' });
    assert.deepEqual(sent(outcome).headers, ['Content-Type: text/csv; charset=iso-8859-1']);
    assert.deepEqual(sent(post(retyped, 'a,b', plain)).headers, ['Content-Type: text/csv']);
  });
});

describe('a text that an upstream gets', () => {
  it('is a value of JSON', () => {
    const fromJson = api({
      content: {
        'application/json': {
          type: 'object',
          required: ['message'],
          properties: { message: { type: 'string' } },
          'x-upstream': { codec: { unwrap: 'message' } },
        },
      },
      upstreamType: 'text/plain',
    });
    const { body, headers } = sent(post(fromJson, '{"message":"Löw"}', { 'Content-Type': 'application/json' }));
    assert.equal(body, 'Löw');
    assert.deepEqual(headers, ['Content-Type: text/plain; charset=utf-8']);
  });
});

describe('the charset of a form', () => {
  it('is that of its escapes', () => {
    const form = 'application/x-www-form-urlencoded';
    const toJson = api({
      content: { [form]: { type: 'object', properties: { a: { type: 'string' } } } },
      upstreamType: 'application/json',
    });
    const read = (body: string, charset: string) =>
      sent(post(toJson, Buffer.from(body, 'latin1'), { 'Content-Type': `${form}; charset=${charset}` })).body;
    assert.equal(read('a=L%F6w+%41ö', 'iso-8859-1'), '{"a":"Löw Aö"}');
    assert.equal(read('a=L%C3%B6w', 'utf-8'), '{"a":"Löw"}');
    const outcome = post(toJson, 'a=1', { 'Content-Type': `${form}; charset=utf-16` });
    assert.deepEqual(refused(outcome), ['unsupported-media-type']);
  });
});

describe('a body with content codings', () => {
  const json = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', 'x-upstream': 'c' } } };
  const mapped = api({ content: { 'application/json': json } });
  const same = api({ content: { 'application/json': { type: 'object' } } });
  const coded = (coding: string) => ({
    'Content-Type': 'application/json',
    'Content-Encoding': coding,
    'Content-Digest': 'sha-256=:AAAA:',
  });
  const body = Buffer.from('{"b":"x"}');

  const codings: readonly [string, Uint8Array][] = [
    ['gzip', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['GZIP', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['deflate', deflateRawSync(body)],
    ['br', brotliCompressSync(body)],
    ['identity', body],
    ['gzip, br', brotliCompressSync(gzipSync(body))],
  ];
  for (const [coding, bytes] of codings) {
    it(`is read without ${coding}, ${bytes.length} bytes of it`, () => {
      const outcome = sent(post(mapped, bytes, coded(coding)));
      assert.equal(outcome.body, '{"c":"x"}');
      assert.deepEqual(outcome.headers, ['Content-Type: application/json']);
    });
  }

  it('goes on without them where nothing is mapped, and nothing says anything else', () => {
    const outcome = sent(post(same, gzipSync('{ "a": 1 }'), coded('gzip')));
    assert.equal(outcome.body, '{ "a": 1 }');
    assert.deepEqual(outcome.headers, ['Content-Type: application/json']);
  });

  it('is refused in a coding that is not known, and told which are', () => {
    for (const coding of ['zstd', 'gzip, compress', 'gzip, gzip, gzip, gzip']) {
      const outcome = post(mapped, body, coded(coding));
      assert.deepEqual(refused(outcome), ['unsupported-media-type'], coding);
      assert.deepEqual(!outcome.ok && outcome.problem.headers, { 'Accept-Encoding': 'gzip, deflate, br' });
    }
  });

  it('is refused where it becomes larger than the limit, before it is that large', () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    const before = process.memoryUsage().arrayBuffers;
    const outcome = post(mapped, bomb, coded('gzip'));
    assert.deepEqual(refused(outcome), ['body-too-large']);
    assert.ok(process.memoryUsage().arrayBuffers - before < 5_000_000);
    const twice = brotliCompressSync(gzipSync(Buffer.alloc(5_000_000, ' ')));
    assert.deepEqual(refused(post(mapped, twice, coded('gzip, br'))), ['body-too-large']);
  });

  it('is refused where its bytes are not so coded, or cut', () => {
    const whole = gzipSync(body);
    for (const bytes of [body, whole.subarray(0, whole.length - 9), Buffer.from([0x1f])]) {
      assert.deepEqual(refused(post(mapped, bytes, coded('gzip'))), ['malformed-body']);
    }
  });
});
