import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { formWriter, writeAsIs, writeMultipart } from '../../../src/generate/typescript/runtime/paramap-forms.ts';
import {
  type RequestWriting,
  UnsendableError,
  writeRequest,
} from '../../../src/generate/typescript/runtime/paramap-request.ts';
import { writeCookies, writeStyled } from '../../../src/generate/typescript/runtime/paramap-styles.ts';
import { echoUpstream } from '../../support/echo-upstream.ts';
import { generatedFolder } from './generated-folder.ts';

const writing = (parameters: RequestWriting['parameters'], path = '/p'): RequestWriting => ({
  method: 'GET',
  writeStyled,
  writeCookies,
  path,
  parameters,
});

describe('values are written as the contract reads them', () => {
  const inQuery = { in: 'query', name: 'q' } as const;
  const rows: readonly [name: string, parameter: RequestWriting['parameters'][number], value: unknown, path: string][] =
    [
      ['text with every delimiter', inQuery, 'a b&c=d#e+f/ä', '/p?q=a%20b%26c%3Dd%23e%2Bf%2F%C3%A4'],
      ['the empty text', inQuery, '', '/p?q='],
      ['nothing', inQuery, undefined, '/p'],
      ['null as nothing', inQuery, null, '/p'],
      ['a boolean', inQuery, false, '/p?q=false'],
      ['a number without an exponent', inQuery, 1e21, '/p?q=1000000000000000000000'],
      ['a small number without an exponent', inQuery, 1.5e-7, '/p?q=0.00000015'],
      ['minus zero as zero', inQuery, -0, '/p?q=0'],
      ['an integer of 64 bits', inQuery, 9223372036854775807n, '/p?q=9223372036854775807'],
      ['a list, exploded', { ...inQuery, style: 'form', explode: true }, ['a', 'b&c'], '/p?q=a&q=b%26c'],
      ['a list, not exploded', { ...inQuery, style: 'form', explode: false }, ['a', 'b,c'], '/p?q=a,b%2Cc'],
      ['an empty list as nothing', { ...inQuery, style: 'form', explode: false }, [], '/p'],
      ['a list with blanks between', { ...inQuery, style: 'spaceDelimited', explode: false }, ['a', 'b'], '/p?q=a%20b'],
      ['a list with pipes between', { ...inQuery, style: 'pipeDelimited', explode: false }, ['a', 'b'], '/p?q=a%7Cb'],
      [
        'an object, exploded',
        { ...inQuery, style: 'form', explode: true },
        { a: 1, b: 'x', c: undefined },
        '/p?a=1&b=x',
      ],
      ['an object, not exploded', { ...inQuery, style: 'form', explode: false }, { a: 1, b: 'x' }, '/p?q=a,1,b,x'],
      ['a deep object', { ...inQuery, style: 'deepObject', explode: true }, { a: 1 }, '/p?q%5Ba%5D=1'],
    ];
  for (const [name, parameter, value, path] of rows) {
    test(name, () => assert.equal(writeRequest(writing([parameter]), { q: value }).path, path));
  }

  test('a list in a path', () => {
    const parameter = { in: 'path', name: 'ids', style: 'simple', explode: false } as const;
    assert.equal(writeRequest(writing([parameter], '/p/{ids}/x'), { ids: [1, 'a/b'] }).path, '/p/1,a%2Fb/x');
  });

  test('headers and cookies, without escapes', () => {
    const { headers } = writeRequest(
      writing([
        { in: 'header', name: 'X-Ids', style: 'simple', explode: false },
        { in: 'header', name: 'X-Box', style: 'simple', explode: true },
        { in: 'cookie', name: 'session' },
        { in: 'cookie', name: 'theme' },
      ]),
      { 'X-Ids': [1, 2], 'X-Box': { w: 1, h: 2 }, session: 'a%b', theme: 'dark' },
    );
    assert.deepEqual(headers, [
      ['X-Ids', '1,2'],
      ['X-Box', 'w=1,h=2'],
      ['cookie', 'session=a%b; theme=dark'],
    ]);
  });

  test('integers of 64 bits in a body, digit for digit', () => {
    const { body } = writeRequest(
      { ...writing([]), bodyType: 'application/json' },
      { body: { id: 9223372036854775807n } },
    );
    assert.equal(body, '{"id":9223372036854775807}');
  });

  test('members that JavaScript objects have anyway are not sent', () => {
    assert.equal(writeRequest(writing([{ in: 'query', name: 'constructor' }]), {}).path, '/p');
  });
});

describe('what can not be written is refused', () => {
  const rows: readonly [name: string, parameter: RequestWriting['parameters'][number], value: unknown][] = [
    ['an empty part of a path', { in: 'path', name: 'id' }, ''],
    ['a part of a path that leads elsewhere', { in: 'path', name: 'id' }, '..'],
    ['a number that is none', { in: 'query', name: 'id' }, Number.NaN],
    ['an object without a style within a list', { in: 'query', name: 'id', style: 'form', explode: true }, [{}]],
    ['a list item with the delimiter', { in: 'query', name: 'id', style: 'pipeDelimited' }, ['a|b']],
    ['a header list item with a comma', { in: 'header', name: 'id', style: 'simple' }, ['a,b']],
    ['a cookie that would be two', { in: 'cookie', name: 'id' }, 'a; admin=1'],
  ];
  for (const [name, parameter, value] of rows) {
    test(name, () => assert.throws(() => writeRequest(writing([parameter], '/p/{id}'), { id: value }), TypeError));
  }

  test('no text in a path adds a segment or leads elsewhere', () => {
    const parameter = { in: 'path', name: 'id' } as const;
    fc.assert(
      fc.property(fc.string(), (id) => {
        fc.pre(!['', '.', '..'].includes(id));
        const { path } = writeRequest(writing([parameter], '/a/{id}/b'), { id });
        const segments = new URL(path, 'http://x').pathname.split('/');
        assert.deepEqual(
          [segments.length, segments[1], decodeURIComponent(segments[2] ?? ''), segments[3]],
          [4, 'a', id, 'b'],
        );
      }),
    );
  });
});

describe('a call gives an answer, whatever comes back', () => {
  interface Client {
    listInvoices(
      input: object,
      options?: object,
    ): Promise<{ ok: boolean; data?: unknown; error?: { kind: string } & Record<string, unknown> }>;
    placeOrder: Client['listInvoices'];
  }

  async function setUp(
    name: 'orders' | 'tenants',
    baseUrl: string,
  ): Promise<{ api: Client; remove: () => Promise<void> }> {
    const folder = await generatedFolder(`schemas/examples/${name}.contract.json`);
    const module = await import(pathToFileURL(join(folder.path, `${name}.ts`)).href);
    const create = module[name === 'orders' ? 'createOrdersClient' : 'createTenantsClient'];
    return { api: create({ baseUrl, headers: { authorization: 'Bearer t' } }), remove: folder.remove };
  }

  test('what the API got, and its JSON as data', async (t) => {
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const { api, remove } = await setUp('tenants', `${upstream.url}/api/`);
    t.after(remove);
    const answer = await api.listInvoices({ 'X-Tenant': 'acme', session: 's1', state: ['open', 'paid'], limit: 5 });
    assert.equal(answer.ok, true);
    const { rawUrl, headers } = upstream.last();
    assert.equal(rawUrl, '/api/invoices?state=open&state=paid&limit=5');
    assert.deepEqual(headers['x-tenant'], ['acme']);
    assert.deepEqual(headers['cookie'], ['session=s1']);
    assert.deepEqual(headers['authorization'], ['Bearer t']);
  });

  test('a problem, another error, something that is not the declared JSON, and no answer at all', async (t) => {
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const { api, remove } = await setUp('orders', upstream.url);
    t.after(remove);
    const order = { 'Idempotency-Key': 'k', body: {} };
    const kindFor = async (status: number, type: string, text: string): Promise<unknown> => {
      upstream.reply((_, response) => void response.writeHead(status, { 'content-type': type }).end(text));
      const answer = await api.placeOrder(order);
      return answer.ok ? answer.data : answer.error;
    };
    const pick = async (...given: Parameters<typeof kindFor>) => JSON.parse(JSON.stringify(await kindFor(...given)));
    const problem = { type: 'urn:x', code: 'invalid-request' };
    const { headers: _, ...told } = await pick(400, 'application/problem+json', JSON.stringify(problem));
    assert.deepEqual(told, { kind: 'problem', status: 400, problem });
    assert.equal((await pick(502, 'text/html', '<h1>Bad Gateway</h1>')).kind, 'http');
    assert.equal((await pick(500, 'application/problem+json', 'not json')).kind, 'http');
    assert.equal((await pick(200, 'text/html', '<h1>Welcome</h1>')).kind, 'decode');
    assert.equal((await pick(200, 'application/json', '{"orderId":')).kind, 'decode');
    assert.deepEqual(await pick(201, 'application/json', '{"orderId":7}'), { orderId: 7 });
    upstream.reply((_, response) => void response.destroy());
    assert.equal((await api.placeOrder(order)).error?.kind, 'network');
    assert.equal((await api.placeOrder(order, { signal: AbortSignal.abort() })).error?.kind, 'aborted');
    const unsendable = await api.placeOrder({ ...order, 'Idempotency-Key': Number.NaN });
    assert.deepEqual(Object(unsendable.error?.['problem']).errors, [
      {
        in: 'header',
        name: 'Idempotency-Key',
        pointer: '#/Idempotency-Key',
        code: 'unsendable',
        detail: '`Idempotency-Key` in header holds a value that has no text',
      },
    ]);
  });
});

describe('a body is written as its media type wants it', () => {
  const writing = (bodyType: string, writeBody?: NonNullable<RequestWriting['writeBody']>): RequestWriting => ({
    method: 'POST',
    path: '/p',
    parameters: [],
    bodyType,
    ...(writeBody && { writeBody }),
  });

  test('JSON is made of the value', () => {
    assert.equal(writeRequest(writing('application/json'), { body: { a: 1n } }).body, '{"a":1}');
    assert.equal(writeRequest(writing('application/vnd.x+json'), { body: 'x' }).body, '"x"');
  });

  test('a form has the fields of an object, lists and objects in their style', () => {
    const styles = [
      ['tags', { style: 'form', explode: true }],
      ['at', { style: 'deepObject', explode: true }],
    ] as const;
    const value = { name: 'a&b=c d', tags: ['x', 'y'], at: { city: 'Ulm' }, left: undefined, nothing: null };
    assert.equal(formWriter(styles)(value), 'name=a%26b%3Dc%20d&tags=x&tags=y&at%5Bcity%5D=Ulm');
    assert.throws(() => formWriter([])('a=1'), UnsendableError);
  });

  test('a multipart form has every file behind all fields', () => {
    const file = new File(['bytes'], 'a.txt', { type: 'text/plain' });
    const form = writeMultipart({ first: file, tags: ['x', 'y'], deep: { a: [1] }, count: 3, more: [new Blob(['b'])] });
    assert.deepEqual(
      [...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
      [
        ['tags', 'x'],
        ['tags', 'y'],
        ['deep', '{"a":[1]}'],
        ['count', '3'],
        ['first', 'a.txt'],
        ['more', 'blob'],
      ],
    );
    const { headers } = writeRequest(writing('multipart/form-data', writeMultipart), { body: { file } });
    assert.deepEqual(headers, [], 'the platform writes the type, with its boundary');
  });

  test('text and bytes go out as they are', () => {
    const bytes = new Blob(['b'], { type: 'image/png' });
    assert.equal(writeRequest(writing('text/plain', writeAsIs), { body: 12 }).body, '12');
    assert.equal(writeRequest(writing('image/png', writeAsIs), { body: bytes }).body, bytes);
    const { headers } = writeRequest(writing('image/*', writeAsIs), { body: bytes });
    assert.deepEqual(headers, [], 'the content knows which of the types it is');
  });
});
