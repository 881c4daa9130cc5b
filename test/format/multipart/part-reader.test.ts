import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PartReader } from '../../../src/format/multipart/part-reader.ts';

const limits = { parts: 20, partHeaderBytes: 1000 };

/** Every part as `[name, file name, media type, content]`, or the fault. */
async function read(chunks: readonly Uint8Array[], boundary = 'XX'): Promise<unknown> {
  async function* source() {
    yield* chunks;
  }
  try {
    const parts: unknown[] = [];
    for await (const { head, content } of new PartReader(boundary, limits).parts(source())) {
      const pieces: Buffer[] = [];
      for await (const piece of content) pieces.push(piece);
      parts.push([head.name, head.fileName, head.contentType, Buffer.concat(pieces).toString('latin1')]);
    }
    return parts;
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

const text = (value: string): Uint8Array[] => [Buffer.from(value, 'latin1')];
const field = (name: string, content: string): string =>
  `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`;
const head = (lines: string): string => `--XX\r\n${lines}\r\n\r\nx\r\n--XX--`;

const whole = `preamble\r\n${field('a', 'one')}--XX\r\ncontent-disposition:  form-data; filename="x y.png"; name=f\r\nContent-Type: image/png\r\n\r\n\r\n-\r\n--X\r\n\r\n${field('e', '')}--XX--\r\nepilogue`;
const wholeParts = [
  ['a', undefined, undefined, 'one'],
  ['f', 'x y.png', 'image/png', '\r\n-\r\n--X\r\n'],
  ['e', undefined, undefined, ''],
];

describe('a multipart content', () => {
  it('is read the same wherever its pieces are cut', async () => {
    const bytes = Buffer.from(whole);
    assert.deepEqual(await read([bytes]), wholeParts);
    assert.deepEqual(await read([...bytes].map((byte) => Uint8Array.of(byte))), wholeParts);
    for (let at = 0; at <= bytes.length; at += 1) {
      for (const next of [at + 1, at + 2, at + 7]) {
        const pieces = [bytes.subarray(0, at), bytes.subarray(at, next), bytes.subarray(next)];
        assert.deepEqual(await read(pieces.filter(({ length }) => length > 0)), wholeParts, `cut at ${at}`);
      }
    }
  });

  it('may be empty, and what follows its end is nothing', async () => {
    assert.deepEqual(await read(text('--XX--')), []);
    assert.deepEqual(await read(text(`--XX--\r\n${field('a', 'hidden')}--XX--`)), []);
  });

  const disposition = 'Content-Disposition: form-data; name="a"';
  const faults: Readonly<Record<string, readonly [content: string, fault: RegExp]>> = {
    'nothing at all': ['', /ends before/],
    'no boundary in it': ['hello', /ends before/],
    'the end is missing': [field('a', 'x'), /ends before/],
    'cut in a header section': [`--XX\r\n${disposition}`, /ends before|header section/],
    'line feeds alone': [whole.replaceAll('\r\n', '\n'), /ends before/],
    'a part without header section': ['--XX\r\n--XX--\r\n', /header section/],
    'a part without empty line': [`--XX\r\n${disposition}\r\n--XX--\r\n`, /header section/],
    'no fields in a header section': [head(''), /without Content-Disposition/],
    'text behind a boundary': [`--XXjunk\r\n${disposition}\r\n\r\nx\r\n--XX--`, /no `Name: value`/],
    'a boundary that is only a beginning': [`--XX-\r\n${disposition}\r\n\r\nx\r\n--XX--`, /no `Name: value`/],
    'a line without a colon': [head(`${disposition}\r\nno field\r\nContent-Type: text/html`), /no `Name: value`/],
    'a line without a name': [head(`${disposition}\r\n: x`), /no `Name: value`/],
    'a blank before a colon': [head(`${disposition}\r\nContent-Type : text/html`), /no `Name: value`/],
    'a line feed alone in a header section': [
      head(`${disposition}\nX: y\r\nContent-Type: text/html`),
      /no `Name: value`/,
    ],
    'a carriage return alone in a header section': [head(`${disposition}\r\nX: \ry`), /no `Name: value`/],
    'a first line that begins with a blank': [head(` ${disposition}`), /no `Name: value`/],
    'more lines than the parser takes by itself': [
      head(`${'a:\r\n'.repeat(2001)}${disposition}`),
      /more than 1000 bytes/,
    ],
    'two Content-Dispositions': [head(`${disposition}\r\n${disposition}`), /several content-disposition/],
    'two Content-Types': [head(`${disposition}\r\nContent-Type: a/b\r\nContent-Type: a/c`), /several content-type/],
    'two names': [head(`${disposition}; name="b"`), /not `form-data` with a `name`/],
    'no name': [head('Content-Disposition: form-data'), /not `form-data` with a `name`/],
    'another disposition': [head('Content-Disposition: attachment; name="a"'), /not `form-data`/],
    'an open quote': [head('Content-Disposition: form-data; name="a'), /not `form-data` with a `name`/],
    'a media type that is none': [head(`${disposition}\r\nContent-Type: image`), /Content-Type is not valid/],
    'a control character in the media type': [head(`${disposition}\r\nContent-Type: a/b; c="\u0000"`), /not valid/],
    'multipart in multipart': [head(`${disposition}\r\nContent-Type: multipart/mixed; boundary=y`), /multipart itself/],
    'a coding': [head(`${disposition}\r\nContent-Transfer-Encoding: base64`), /Content-Transfer-Encoding/],
    'a name that is not UTF-8': [head('Content-Disposition: form-data; name="\xff"'), /not UTF-8/],
    'a broken filename*': [head(`${disposition}; filename*=utf-8''%ff`), /filename\*/],
    'a filename* in another charset': [head(`${disposition}; filename*=iso-8859-1''a`), /filename\*/],
    'a large header section': [head(`${disposition}\r\nX-A: ${'a'.repeat(2000)}`), /more than 1000 bytes/],
    'a huge header section': [head(`${disposition}\r\nX-A: ${'a'.repeat(500_000)}`), /more than 1000 bytes/],
    '10,000 parts': [`${field('a', 'x').repeat(10_000)}--XX--`, /more than 20 parts/],
  };
  for (const [name, [content, fault]] of Object.entries(faults)) {
    it(`is refused: ${name}`, async () => {
      for (const chunks of [
        text(content),
        content.length > 1e4 ? text(content) : [...Buffer.from(content, 'latin1')].map((byte) => Uint8Array.of(byte)),
      ]) {
        assert.match(String(await read(chunks)), fault);
      }
    });
  }

  it('has harmless codings, quoted pairs and other charsets of names as browsers and libraries write them', async () => {
    const lines = (disposition_: string, more = '') => head(`Content-Disposition: form-data; ${disposition_}${more}`);
    const names: readonly (readonly [written: string, name: string, fileName: string | undefined])[] = [
      [lines('name="a b"'), 'a b', undefined],
      [lines('name=a', '\r\nContent-Transfer-Encoding: 8BIT'), 'a', undefined],
      [lines('name="a\\"b"'), 'a"b', undefined],
      [lines('name="a%22b"'), 'a%22b', undefined],
      [lines('name="a"; filename="C:\\dir\\x.png"'), 'a', 'C:\\dir\\x.png'],
      [lines(`name="a"; filename="=?utf-8?B?bsOk?="; filename*=utf-8''n%C3%A4`), 'a', 'nä'],
      [lines(Buffer.from('name="ü"; filename="ü.png"').toString('latin1')), 'ü', 'ü.png'],
      [lines('name="a"; filename=""'), 'a', ''],
      [lines(';;').replace('; ;;', '; name="a";  filename="b"'), 'a', 'b'],
    ];
    for (const [written, name, fileName] of names)
      assert.deepEqual(await read(text(written)), [[name, fileName, undefined, 'x']]);
  });

  it('never crashes, hangs or gives more parts than its limit, whatever comes', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '--XX',
        '\r\n',
        '--',
        '--XX--',
        '\r\n\r\n',
        'Content-Disposition: form-data; name="a"',
        ': ',
        '"',
        '\0',
        '--X',
      ),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), async (pieces, size) => {
        const bytes = Buffer.from(pieces.join(''));
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
        const cut = await read(chunks);
        assert.deepEqual(cut, await read(bytes.length === 0 ? [] : [bytes]));
        assert.ok(typeof cut === 'string' || (Array.isArray(cut) && cut.length <= 20));
      }),
      { numRuns: 500 },
    );
  });
});
