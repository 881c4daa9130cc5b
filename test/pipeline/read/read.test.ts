import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apiOf, refused, send, sent } from '../../support/pipeline.ts';

const schema = { type: 'object', properties: { a: { type: 'number' } } };
const body = { content: { 'application/json': schema, 'application/vnd.x+json': schema } };
const api = apiOf([
  {
    title: 'Read',
    upstream: { name: 'backend' },
    operations: {
      put: { route: 'PUT /a', body },
      get: { route: 'GET /a' },
      patch: { route: 'PATCH /a', body: { ...body, required: false } },
    },
  },
]);

const admitted: Record<string, string[]> = {
  'the declared type': ['Content-Type', 'application/json'],
  'another declared type': ['Content-Type', 'application/vnd.x+json'],
  'any case': ['content-TYPE', 'Application/JSON'],
  'charset utf-8': ['Content-Type', 'application/json; charset="UTF-8"'],
  'coding identity': ['Content-Type', 'application/json', 'Content-Encoding', 'identity'],
};
const turnedAway: Record<string, string[]> = {
  'no type': [],
  'another type': ['Content-Type', 'text/json'],
  'a type with a tab': ['Content-Type', 'application/json\t;x'],
  'two type lines': ['Content-Type', 'application/json', 'Content-Type', 'application/json'],
  'two types in a line': ['Content-Type', 'application/json, application/json'],
  'another charset': ['Content-Type', 'application/json; charset=utf-7'],
  'a longer name': ['Content-Type', 'application/jsonx'],
  'a content coding': ['Content-Type', 'application/json', 'Content-Encoding', 'compress'],
  'stacked codings': ['Content-Type', 'application/json', 'Content-Encoding', 'identity, zstd'],
};

describe('read', () => {
  for (const [name, headers] of Object.entries(admitted)) {
    it(`admits ${name}`, () => assert.equal(sent(send(api, 'PUT /a', { headers, body: '{"a":1}' })).body, '{"a":1}'));
  }
  for (const [name, headers] of Object.entries(turnedAway)) {
    it(`turns away ${name}, and says what is accepted`, () => {
      const outcome = send(api, 'PUT /a', { headers, body: '{"a":1}' });
      assert.deepEqual(refused(outcome), ['unsupported-media-type']);
      assert.ok(!outcome.ok);
      const { headers: answer = {} } = outcome.problem;
      const said = answer['Accept'] ?? answer['Accept-Encoding'];
      assert.ok(said?.startsWith('application/json') || said === 'gzip, deflate, br');
    });
  }

  it('turns content away where none is declared', () => {
    assert.deepEqual(refused(send(api, 'GET /a', { body: '{}' })), ['unsupported-media-type']);
  });

  it('asks for a required body, and not for an optional one', () => {
    assert.deepEqual(refused(send(api, 'PUT /a')), ['body: required']);
    assert.deepEqual(refused(send(api, 'PUT /a', { body: '' })), ['body: required']);
    assert.equal(sent(send(api, 'PATCH /a')).body, undefined);
  });

  const malformed: Record<string, readonly [text: string | Uint8Array, says: RegExp]> = {
    'a text that ends': ['{"a":', /line 1, column 6/i],
    'a duplicate key': ['{"a":1,"a":2}', /"a"/],
    'an escaped duplicate key': ['{"a":1,"\\u0061":2}', /"a"/],
    'a byte order mark': ['\ufeff{}', /byte order mark/],
    'bytes that are not UTF-8': [Buffer.from([0x22, 0xc0, 0xaf, 0x22]), /UTF-8/],
    'a lone surrogate': ['{"a":"\\ud800"}', /half of a character/],
    'a prototype key': ['{"__proto__":1}', /__proto__/],
    'too much depth': [`${'['.repeat(65)}${']'.repeat(65)}`, /64|deep/],
    'UTF-16': [Buffer.from('\ufeff{}', 'utf16le'), /UTF-16|byte order mark/],
  };
  for (const [name, [text, says]] of Object.entries(malformed)) {
    it(`answers ${name} alone, with the reason`, () => {
      const outcome = send(api, 'PUT /a?x=1', { headers: ['Content-Type', 'application/json'], body: text });
      assert.deepEqual(refused(outcome), ['malformed-body']);
      assert.match(outcome.ok ? '' : outcome.problem.detail, says);
    });
  }
});

describe('read, of a body that another parser took', () => {
  it('takes its value', () => assert.equal(sent(send(api, 'PUT /a', { parsed: { a: 1 } })).body, '{"a":1}'));

  it('refuses an integer that has lost digits', () => {
    const parsed = JSON.parse('{"a":12345678901234567890}');
    const outcome = send(api, 'PUT /a', { parsed });
    assert.deepEqual(refused(outcome), ['malformed-body']);
    assert.doesNotMatch(JSON.stringify(outcome), /12345/);
  });

  it('refuses a member that would become the prototype', () => {
    const outcome = send(api, 'PUT /a', { parsed: JSON.parse('{"a":{"__proto__":1}}') });
    assert.deepEqual(refused(outcome), ['malformed-body']);
  });

  it('answers a defect where it is not JSON any more', () => {
    for (const parsed of [Buffer.from('{}'), { a: new Date(0) }, { a: undefined }, { a: Number.NaN }]) {
      assert.deepEqual(refused(send(api, 'PUT /a', { parsed })), ['contract-broken']);
    }
  });
});
