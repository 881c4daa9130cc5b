import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { echoUpstream } from '../support/echo-upstream.ts';
import { gatewayFront } from '../support/fronts.ts';
import { sendRaw } from '../support/raw-client.ts';

const text = { type: 'string' };
const tree = {
  title: 'Law',
  upstream: { name: 'law' },
  operations: {
    op: {
      route: 'POST /p/{id}',
      upstream: { route: 'PUT /u/{flag}/{key}', query: { v: '2' } },
      path: { properties: { id: { ...text, 'x-upstream': { in: 'query', name: 'identifier' } } } },
      query: {
        required: ['name', 'flag'],
        properties: {
          name: { ...text, 'x-upstream': { in: 'body', name: 'who/name' } },
          flag: { type: 'boolean', 'x-upstream': { in: 'path', codec: { words: { true: 'Y', false: 'N' } } } },
          tags: { type: 'array', items: text, 'x-explode': false, 'x-upstream': { name: 'tag', explode: true } },
          count: { type: 'integer', 'x-upstream': { in: 'header', name: 'X-Count' } },
        },
      },
      headers: {
        required: ['X-Key'],
        properties: { 'X-Key': { ...text, minLength: 1, 'x-upstream': { in: 'path', name: 'key' } } },
      },
      body: {
        content: {
          'application/json': {
            type: 'object',
            properties: {
              amount: { type: 'number', 'x-upstream': { name: 'cents', codec: { scale: 2 } } },
              lines: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: { sku: { ...text, 'x-upstream': 'article' }, n: { type: 'integer' } },
                },
              },
              note: { ...text, 'x-upstream': { in: 'query' } },
            },
          },
        },
      },
    },
  },
};

/** Any text that has a UTF-8 form and no NUL: the rest is refused, which other tests show. */
const anyText = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .filter((value) => value.isWellFormed() && !value.includes('\0'));
const segment = anyText.filter((value) => value !== '' && !/^\.{1,2}$|[/\\]/.test(value));
const requests = fc.record({
  id: segment,
  name: anyText,
  flag: fc.boolean(),
  tags: fc.option(
    fc.array(
      anyText.filter((value) => value !== ''),
      { minLength: 1, maxLength: 4 },
    ),
    { nil: undefined },
  ),
  count: fc.option(
    fc.maxSafeInteger().filter((value) => !Object.is(value, -0)),
    { nil: undefined },
  ),
  key: fc.stringMatching(/^[!-~]{1,12}$/).filter((value) => !/^\.{1,2}$|[/\\]/.test(value)),
  cents: fc.option(fc.integer({ min: 1, max: 1_000_000_000 }), { nil: undefined }),
  lines: fc.option(
    fc.array(fc.record({ sku: anyText, n: fc.maxSafeInteger() }, { requiredKeys: [] }), { maxLength: 5 }),
    { nil: undefined },
  ),
  note: fc.option(anyText, { nil: undefined }),
});
type Sample = typeof requests extends fc.Arbitrary<infer T> ? T : never;

/** Writes the caller's request with nothing of ours. */
function write(sample: Sample): Buffer {
  const query = [`name=${encodeURIComponent(sample.name)}`, `flag=${sample.flag}`];
  if (sample.tags !== undefined) query.push(`tags=${sample.tags.map(encodeURIComponent).join(',')}`);
  if (sample.count !== undefined) query.push(`count=${sample.count}`);
  const decimal = sample.cents === undefined ? '' : `"amount":${(sample.cents / 100).toFixed(2)}`;
  const rest = JSON.stringify({ lines: sample.lines, note: sample.note }).slice(1, -1);
  const body = Buffer.from(`{${[decimal, rest].filter((part) => part !== '').join()}}`);
  const head = [
    `POST /p/${encodeURIComponent(sample.id)}?${query.join('&')} HTTP/1.1`,
    'Host: law',
    `X-Key: ${sample.key}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    '\r\n',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(head), body]);
}

it('what was validated is what the upstream receives, read by parsers that are not ours', async (t) => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const front = await gatewayFront(t, { contracts: tree, upstreams: { law: { targets: [upstream.url] } } });
  await fc.assert(
    fc.asyncProperty(requests, async (sample) => {
      const seen = upstream.requests.length;
      const answer = await sendRaw(front.port, write(sample));
      assert.equal(answer.status, 200, answer.body.toString());
      assert.equal(upstream.requests.length, seen + 1);
      const { method, rawUrl, headers, body } = upstream.last();
      const url = new URL(rawUrl, 'http://law');
      const value = JSON.parse(body.toString());
      assert.equal(method, 'PUT');
      assert.deepEqual(url.pathname.split('/').slice(1).map(decodeURIComponent), [
        'u',
        sample.flag ? 'Y' : 'N',
        sample.key,
      ]);
      assert.deepEqual(
        [...url.searchParams],
        [
          ['v', '2'],
          ['identifier', sample.id],
          ...(sample.tags ?? []).map((tag) => ['tag', tag]),
          ...(sample.note === undefined ? [] : [['note', sample.note]]),
        ],
      );
      assert.deepEqual(headers['x-count'], sample.count === undefined ? undefined : [String(sample.count)]);
      assert.equal(headers['x-key'], undefined);
      assert.deepEqual(value, {
        who: { name: sample.name },
        ...(sample.cents === undefined ? {} : { cents: sample.cents }),
        ...(sample.lines === undefined
          ? {}
          : {
              lines: sample.lines.map(({ sku, n }) => ({
                ...(sku === undefined ? {} : { article: sku }),
                ...(n === undefined ? {} : { n: n === 0 ? 0 : n }),
              })),
            }),
      });
    }),
    { numRuns: 400 },
  );
});
