import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PartReader } from '../../../src/format/multipart/part-reader.ts';
import {
  formatFields,
  formatMultipart,
  formatMultipartEnd,
  formatPartHead,
  partEnd,
} from '../../../src/format/multipart/write-multipart.ts';

const boundary = 'own';

async function readBack(
  content: string,
  by = boundary,
): Promise<[name: string, fileName: string | undefined, text: string][]> {
  const parts: [string, string | undefined, string][] = [];
  async function* source() {
    yield Buffer.from(content);
  }
  for await (const { head, content: pieces } of new PartReader(by, { parts: 1000, partHeaderBytes: 65_536 }).parts(
    source(),
  )) {
    const all: Buffer[] = [];
    for await (const piece of pieces) all.push(piece);
    parts.push([head.name, head.fileName, Buffer.concat(all).toString()]);
  }
  return parts;
}

describe('a written part', () => {
  it('has one name and one file name, whatever stands in them', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc
        .array(
          fc.constantFrom('"', '\\', '\r\n', '\n', '; filename="evil.php"', `\r\n--${boundary}--`, '\0', 'ü', '%22'),
          { maxLength: 8 },
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (name, fileName) => {
        fc.pre(name.isWellFormed() && fileName.isWellFormed());
        const content = `${formatPartHead(boundary, { name, fileName })}x${partEnd}${formatMultipartEnd(boundary)}`;
        const parts = await readBack(content);
        assert.equal(parts.length, 1);
        const escaped = (text: string) =>
          text
            .replaceAll(/\r\n|\r|\n/g, '%0D%0A')
            .replaceAll('"', '%22')
            .replaceAll('\\', '%5C');
        assert.deepEqual(parts[0], [escaped(name), escaped(fileName), 'x']);
      }),
    );
  });
});

describe('a written form', () => {
  it('holds scalars, lists as repeated fields, and objects as JSON', async () => {
    const written = formatMultipart({ a: 'x', n: 1.5, yes: true, tags: ['p', 2], none: [], meta: { b: [null] } });
    assert.ok(written.ok);
    assert.equal(written.contentType, 'multipart/form-data; boundary=paramap-0');
    assert.deepEqual(await readBack(String(written.content), 'paramap-0'), [
      ['a', undefined, 'x'],
      ['n', undefined, '1.5'],
      ['yes', undefined, 'true'],
      ['tags', undefined, 'p'],
      ['tags', undefined, '2'],
      ['meta', undefined, '{"b":[null]}'],
    ]);
  });

  it('has a boundary that stands nowhere in it', async () => {
    const value = { a: '\r\n--paramap-0--\r\n', 'paramap-1': 'b' };
    const written = formatMultipart(value);
    assert.ok(written.ok);
    assert.equal(written.contentType, 'multipart/form-data; boundary=paramap-2');
    assert.deepEqual(await readBack(String(written.content), 'paramap-2'), [
      ['a', undefined, value.a],
      ['paramap-1', undefined, 'b'],
    ]);
  });

  it('cannot hold null, nor be anything but an object', () => {
    assert.deepEqual(formatFields({ a: 1, b: null, c: ['x', null] }, boundary), {
      ok: false,
      faults: [
        { path: ['b'], reason: 'no field of a form can be null' },
        { path: ['c', 1], reason: 'no field of a form can be null' },
      ],
    });
    assert.equal(formatFields(['a'], boundary).ok, false);
  });
});
