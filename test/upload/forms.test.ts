import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type Front, gatewayFront, middlewareFront } from '../support/fronts.ts';
import type { ProblemBody } from '../support/problem-body.ts';
import { fieldValues, sendRaw } from '../support/raw-client.ts';
import { type FileBackend, fileBackend } from './file-backend.ts';
import { boundary, formBytes, formRequest, type TestPart } from './multipart-text.ts';
import { uploadContract } from './upload-contract.ts';

const surfaces = { middleware: middlewareFront, gateway: gatewayFront } as const;

async function open(
  t: TestContext,
  surface: keyof typeof surfaces,
  limits = {},
): Promise<{ backend: FileBackend; front: Front }> {
  const backend = await fileBackend();
  t.after(() => backend.close());
  const front = await surfaces[surface](t, {
    contracts: uploadContract,
    upstreams: { files: { targets: [backend.url] } },
    limits,
  });
  return { backend, front };
}

const title: TestPart = { name: 'title', content: 'holiday' };
const file: TestPart = { name: 'file', fileName: 'a.txt', type: 'text/plain; charset=utf-16', content: 'abc' };
const picture: TestPart = { name: 'picture', fileName: 'A.PNG', type: 'image/png', content: 'png' };

/** What a form becomes: the violations by place, the code of another problem, or what is stored. */
interface Row {
  readonly parts: readonly TestPart[] | string;
  readonly limits?: object;
  readonly errors?: Readonly<Record<string, string>>;
  readonly problem?: readonly [status: number, code: string, detail: RegExp];
}

const refused: Readonly<Record<string, Row>> = {
  'every fault of the fields, and of the first file, at once': {
    parts: [
      { name: 'title', content: 'x'.repeat(21) },
      { name: 'rating', content: '4.5' },
      { name: 'titel', content: 'y' },
      { name: 'picture', fileName: 'a.gif', type: 'text/html' },
    ],
    errors: { title: 'maxLength', rating: 'type', titel: 'unknown', picture: 'file-type' },
  },
  'a field that is sent twice': { parts: [title, title, file], errors: { title: 'repeated' } },
  'an empty integer': { parts: [title, { name: 'rating', content: '' }, file], errors: { rating: 'type' } },
  'no file': { parts: [title], errors: { file: 'required' } },
  'no fields': { parts: [file], errors: { title: 'required' } },
  'a required field behind the first file, which is told as late and not as missing': {
    parts: [file, title],
    problem: [400, 'invalid-request', /^body `title` is required, before the first file$/],
  },
  'nothing at all': { parts: [], errors: { title: 'required', file: 'required' } },
  'another file in place of the required one': { parts: [title, picture], errors: { file: 'required' } },
  'a required file without a choice in a browser': {
    parts: [title, { name: 'file', fileName: '', type: 'application/octet-stream' }],
    errors: { file: 'required' },
  },
  'a field behind a file': { parts: [title, file, { name: 'rating', content: '1' }], errors: { rating: 'part-order' } },
  'a file that nobody declares': { parts: [title, file, { ...file, name: 'fiel' }], errors: { fiel: 'unknown' } },
  'too many files of a name': {
    parts: [title, file, ...['x', 'y', 'z'].map((fileName) => ({ name: 'extras', fileName }))],
    errors: { extras: 'maxItems' },
  },
  'one file twice': { parts: [title, file, file], errors: { file: 'type' } },
  'a file whose name ends otherwise': {
    parts: [title, { ...picture, fileName: 'a.png.exe' }],
    errors: { picture: 'file-name' },
  },
  'a path in a file name': { parts: [title, { ...file, fileName: '../a.txt' }], errors: { file: 'file-name' } },
  'a Windows path in a file name': {
    parts: [title, { ...file, fileName: 'C:\\a.txt' }],
    errors: { file: 'file-name' },
  },
  'two dots as a file name': { parts: [title, { ...file, fileName: '..' }], errors: { file: 'file-name' } },
  'a NUL in a file name': { parts: [title, { ...file, fileName: 'a\0b' }], errors: { file: 'file-name' } },
  'a nameless file with content': {
    parts: [title, { ...file, fileName: '', content: 'x' }],
    errors: { file: 'file-name' },
  },
  'a name that is a field and a file': {
    parts: [
      { name: 'x', content: '1' },
      { ...file, name: 'x' },
    ],
    problem: [400, 'malformed-body', /`x` is sent as a field and as a file/],
  },
  'a part named __proto__': {
    parts: [{ name: '__proto__', content: '1' }],
    problem: [400, 'malformed-body', /__proto__/],
  },
  'JSON that is none': {
    parts: [{ name: 'meta', type: 'application/json', content: '{' }],
    problem: [400, 'malformed-body', /`meta` is not JSON: line 1, column 2/],
  },
  'a field that is not UTF-8': {
    parts: [{ name: 'title', content: Uint8Array.of(0xff) }],
    problem: [400, 'malformed-body', /`title` that is not UTF-8/],
  },
  'a file over its own limit': {
    parts: [title, file, { ...picture, content: 'x'.repeat(1001) }],
    problem: [413, 'body-too-large', /The file `picture` is larger than 1000 bytes/],
  },
  'a file over the limit': {
    parts: [title, { ...file, content: 'x'.repeat(101) }],
    limits: { fileBytes: 100 },
    problem: [413, 'body-too-large', /The file `file` is larger than 100 bytes/],
  },
  'a form over the limit by its length': {
    parts: [title, file],
    limits: { uploadBytes: 100 },
    problem: [413, 'body-too-large', /larger than 100 bytes/],
  },
  'fields over the limit': {
    parts: [title, { name: 'tags', content: 'x'.repeat(60) }, { name: 'tags', content: 'x'.repeat(60) }],
    limits: { bodyBytes: 100 },
    problem: [413, 'body-too-large', /The fields of the form have more than 100 bytes/],
  },
  'too many parts': {
    parts: [title, file, picture],
    limits: { formParts: 2 },
    problem: [400, 'malformed-body', /more than 2 parts/],
  },
  'a large part head': {
    parts: [{ ...title, head: `Content-Disposition: form-data; name="title"\r\nX-A: ${'a'.repeat(100)}` }],
    limits: { partHeaderBytes: 100 },
    problem: [400, 'malformed-body', /more than 100 bytes of header fields/],
  },
  'an end that does not come': {
    parts: formBytes([title, file]).subarray(0, -4).toString(),
    problem: [400, 'malformed-body', /ends before its closing boundary/],
  },
};

for (const surface of ['middleware', 'gateway'] as const) {
  describe(`${surface}: a form is refused, and nothing whole reaches the upstream, with`, () => {
    for (const [name, { parts, limits, errors, problem }] of Object.entries(refused)) {
      it(name, async (t) => {
        const { backend, front } = await open(t, surface, limits);
        const bytes = typeof parts === 'string' ? Buffer.from(parts) : formBytes(parts);
        const answer = await sendRaw(front.port, formRequest('POST /uploads', bytes));
        const body: ProblemBody = JSON.parse(answer.body.toString());
        const [status, code, detail] = problem ?? [400, 'invalid-request', /./];
        assert.deepEqual([answer.status, body.code], [status, code], answer.raw);
        assert.match(body.detail, detail);
        if (errors !== undefined) {
          assert.deepEqual(Object.fromEntries(body.errors.map((error) => [error.name, error.code])), errors);
        }
        assert.deepEqual(backend.stored, []);
      });
    }
  });

  describe(`${surface}: a form goes through`, () => {
    it('with its fields where the contract says, and its files as they come', async (t) => {
      const { backend, front } = await open(t, surface);
      const parts: TestPart[] = [
        title,
        { name: 'rating', content: '5' },
        { name: 'taken', content: '2026-01-02T03:04:05Z' },
        { name: 'tags', content: 'a,b' },
        { name: 'tags', content: 'c' },
        { name: 'meta', fileName: 'blob', type: 'application/json', content: '{"camera":"x"}' },
        { name: 'places', type: 'application/json', content: '{"at":[1.5,2],"in":{"town":"x"}}' },
        { name: 'places', content: '{"in":{}}' },
        { name: 'picture', fileName: '', type: 'application/octet-stream' },
        file,
        picture,
        { name: 'extras', fileName: 'ü \\"1\\".bin', content: '' },
        { name: 'extras', content: 'no name' },
      ];
      const answer = await sendRaw(front.port, formRequest('POST /uploads', formBytes(parts)));
      assert.equal(answer.status, 201, answer.raw);
      const [stored] = backend.stored;
      assert.equal(stored?.url, '/v1/files?stars=5');
      assert.deepEqual(
        stored?.parts.map(({ name, fileName, mediaType, text, size }) => [name, fileName, mediaType, text ?? size]),
        [
          ['caption', undefined, 'text/plain', 'holiday'],
          ['taken_at', undefined, 'text/plain', '1767323045'],
          ['tag', undefined, 'text/plain', 'a,b'],
          ['tag', undefined, 'text/plain', 'c'],
          ['meta', undefined, 'application/json', '{"cam":"x"}'],
          ['places', undefined, 'application/json', '{"at":[1.5,2],"in":{"city":"x"}}'],
          ['places', undefined, 'application/json', '{"in":{}}'],
          ['payload', 'a.txt', 'text/plain', 3],
          ['picture', 'A.PNG', 'image/png', 3],
          ['extras', 'ü %221%22.bin', 'application/octet-stream', 0],
          ['extras', 'blob', 'application/octet-stream', 7],
        ],
      );
      assert.ok(!stored.headers['content-type']?.includes(boundary), 'the boundary is our own');
    });
  });
}

describe('a form', () => {
  it('needs a boundary', async (t) => {
    const { front } = await open(t, 'middleware');
    for (const type of [
      'multipart/form-data',
      'multipart/form-data; boundary=""',
      'multipart/form-data; boundary="a\u00e9"',
    ]) {
      const answer = await sendRaw(front.port, formRequest('POST /uploads', formBytes([title, file]), type));
      assert.equal(answer.status, 400, type);
    }
  });

  it('in a content coding is refused, since nobody takes it off', async (t) => {
    const { front } = await open(t, 'middleware');
    const request = formRequest(
      'POST /uploads',
      formBytes([title, file]),
      `multipart/form-data; boundary=${boundary}\r\nContent-Encoding: gzip`,
    );
    const answer = await sendRaw(front.port, request);
    assert.equal(answer.status, 415);
    assert.deepEqual(fieldValues(answer, 'accept-encoding'), ['identity']);
  });

  it('that is refused leaves the connection usable', async (t) => {
    const { backend, front } = await open(t, 'middleware');
    const bad = formRequest(
      'POST /uploads',
      formBytes([
        { name: 'x', content: '1' },
        { ...file, content: 'x'.repeat(100_000) },
      ]),
    );
    const good = formRequest('POST /uploads', formBytes([title, file]));
    const { raw } = await sendRaw(front.port, Buffer.concat([bad, good]), { until: '201 Created' });
    assert.match(raw, /^HTTP\/1\.1 400 [\s\S]*HTTP\/1\.1 201 /);
    assert.equal(backend.stored.length, 1);
  });
});

describe('many files beside large fields', () => {
  const files = {
    title: 'Files',
    upstream: { name: 'files' },
    operations: {
      upload: {
        route: 'POST /uploads',
        upstream: { route: 'POST /v1/files' },
        body: {
          content: {
            'multipart/form-data': {
              type: 'object',
              properties: {
                meta: { type: 'object', additionalProperties: { type: 'object' } },
                files: {
                  type: 'array',
                  maxItems: 200,
                  items: { type: 'string', format: 'binary' },
                  'x-upstream': 'file',
                },
                image: { type: 'string', 'x-file': { mediaTypes: ['image/*'] } },
              },
            },
          },
        },
      },
    },
  };
  const meta: TestPart = {
    name: 'meta',
    content: JSON.stringify(
      Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`k${index}`, { a: index }])),
    ),
  };
  const many = (count: number): TestPart[] =>
    Array.from({ length: count }, (_, index) => ({ name: 'files', fileName: `${index}.txt`, content: '' }));

  async function upload(t: TestContext, parts: readonly TestPart[]) {
    const backend = await fileBackend();
    t.after(() => backend.close());
    const front = await gatewayFront(t, { contracts: files, upstreams: { files: { targets: [backend.url] } } });
    const before = process.cpuUsage();
    const answer = await sendRaw(front.port, formRequest('POST /uploads', formBytes([meta, ...parts])));
    const { user } = process.cpuUsage(before);
    return { backend, answer, cpuMs: user / 1000 };
  }

  it('cost their sum, not their product', async (t) => {
    const { backend, answer, cpuMs } = await upload(t, many(200));
    assert.equal(answer.status, 201, answer.raw);
    assert.equal(backend.stored[0]?.parts.filter(({ name }) => name === 'file').length, 200);
    assert.ok(cpuMs < 5000, `took ${cpuMs} ms`);
  });

  const refusals: Readonly<Record<string, readonly [parts: TestPart[], name: string, code: string]>> = {
    'one too many': [many(201), 'files', 'maxItems'],
    'a file that nobody declares': [[...many(150), { ...file, name: 'other' }], 'other', 'unknown'],
    'a file of another type': [[...many(150), { ...picture, name: 'image', type: 'text/html' }], 'image', 'file-type'],
  };
  for (const [name, [parts, at, code]] of Object.entries(refusals)) {
    it(`are refused as ever: ${name}`, async (t) => {
      const { backend, answer } = await upload(t, parts);
      const body: ProblemBody = JSON.parse(answer.body.toString());
      assert.deepEqual([answer.status, body.errors.map((error) => [error.name, error.code])], [400, [[at, code]]]);
      assert.deepEqual(backend.stored, []);
    });
  }
});
