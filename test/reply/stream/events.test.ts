import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ContractText, contractOf } from '../../support/contract.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { answerBy, replyOf } from '../../support/reply.ts';

const delta = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string', 'x-upstream': 'delta/text' } },
};
const done = {
  type: 'object',
  required: ['reason'],
  properties: { reason: { type: 'string', 'x-upstream': 'delta/stop_reason' } },
};
const named = {
  'x-events': {
    token: { ...delta, 'x-upstream': 'content_block_delta' },
    end: { ...done, 'x-upstream': 'message_delta' },
  },
};

const streaming = (stream: object, more: object = {}): ContractText =>
  contractOf({ route: 'GET /a', responses: { 200: { content: { 'text/event-stream': stream } } }, ...more });

const headers = { 'Content-Type': 'text/event-stream' };
const run = (stream: object, text: string, more: object = {}) =>
  answerBy(replyOf(streaming(stream, more)), { headers, text });

describe('a declared event', () => {
  it('comes under the caller’s name and in the caller’s terms', () => {
    const got = run(named, 'event: content_block_delta\ndata: {"delta":{"text":"Hi"}}\n\n');
    assert.equal(got.text, 'event: token\ndata: {"text":"Hi"}\n\n');
    assert.deepEqual(got.violations, []);
  });

  it('keeps its id, its retry time, its comments and the ends of its lines', () => {
    const got = run(
      named,
      ': one\r\nid: 7\r\nevent: content_block_delta\r\nretry: 10\r\ndata: {"delta":\r\ndata: {"text":"Hi"}}\r\n\r\n',
    );
    assert.equal(got.text, ': one\r\nid: 7\r\nretry: 10\r\nevent: token\r\ndata: {"text":"Hi"}\r\n\r\n');
  });

  it('may have no name for the upstream, and one for the caller', () => {
    const stream = { 'x-events': { token: { ...delta, 'x-upstream': 'message' } } };
    assert.equal(run(stream, 'data:{"delta":{"text":"Hi"}}\n\n').text, 'event: token\ndata: {"text":"Hi"}\n\n');
  });

  it('may have a name for the upstream, and none for the caller', () => {
    const stream = { 'x-events': { message: { ...delta, 'x-upstream': 'tok' } } };
    assert.equal(run(stream, 'event: tok\ndata: {"delta":{"text":"Hi"}}\n\n').text, 'data: {"text":"Hi"}\n\n');
  });

  it('is of several shapes under one name, told apart by what fits', () => {
    const stream = {
      'x-events': { token: { ...delta, 'x-upstream': 'message' }, end: { ...done, 'x-upstream': 'message' } },
    };
    const got = run(stream, 'data: {"delta":{"text":"Hi"}}\n\ndata: {"delta":{"stop_reason":"stop"}}\n\n', {
      responseValidation: 'off',
    });
    assert.equal(got.text, 'event: token\ndata: {"text":"Hi"}\n\nevent: end\ndata: {"reason":"stop"}\n\n');
  });

  it('is made from several of the upstream’s events by a list of schemas', () => {
    const start = {
      ...delta,
      properties: { text: { type: 'string', 'x-upstream': 'block/text' } },
      'x-upstream': 'start',
    };
    const stream = { 'x-events': { token: [start, { ...delta, 'x-upstream': 'delta' }] } };
    const got = run(
      stream,
      'event: start\ndata: {"block":{"text":"a"}}\n\nevent: delta\ndata: {"delta":{"text":"b"}}\n\n',
    );
    assert.equal(got.text, 'event: token\ndata: {"text":"a"}\n\nevent: token\ndata: {"text":"b"}\n\n');
  });

  it('has its data converted as a whole by a codec', () => {
    const stream = { 'x-events': { size: { type: 'number', 'x-upstream': { name: 's', codec: { scale: 2 } } } } };
    assert.equal(run(stream, 'event: s\ndata: 1299\n\n').text, 'event: size\ndata: 12.99\n\n');
  });

  it('reaches the caller byte by byte where nothing in it changes', () => {
    const stream = { 'x-events': { a: { type: 'object' }, b: { ...delta, 'x-upstream': 'c' } } };
    const text = '\ufeff: hello\n\nid:1\revent:a\rdata:  { "x" : 1.0 }\r\rdata\n\nretry: 5\r\n\r\n\n\n';
    assert.equal(run(stream, text).text, text);
  });

  it('reaches the caller digit for digit', () => {
    const got = run(named, 'event: content_block_delta\ndata: {"delta":{"text":"x"},"id":12345678901234567890}\n\n');
    assert.equal(got.text, 'event: token\ndata: {"text":"x","id":12345678901234567890}\n\n');
  });

  it('is mapped at the end of the stream, too, where its blank line is missing', () => {
    assert.equal(
      run(named, 'event: content_block_delta\ndata: {"delta":{"text":"Hi"}}').text,
      'event: token\ndata: {"text":"Hi"}\n',
    );
  });

  it('has what it comes with in header fields', () => {
    const model = { type: 'string', 'x-upstream': { in: 'header', name: 'X-Model' } };
    const stream = {
      'x-events': { token: { ...delta, properties: { ...delta.properties, model }, 'x-upstream': 'message' } },
    };
    const got = answerBy(replyOf(streaming(stream)), {
      headers: { ...headers, 'X-Model': 'm1' },
      text: 'data: {"delta":{"text":"Hi"}}\n\n',
    });
    assert.equal(got.text, 'event: token\ndata: {"text":"Hi","model":"m1"}\n\n');
    assert.equal(got.headers['X-Model'], undefined);
  });
});

describe('what is no declared event', () => {
  const text =
    'event: ping\ndata: {}\n\ndata: [DONE]\n\nevent: content_block_delta\ndata: {"delta":{"text":"x"}}\n\n: alive\n\n';
  const token = 'event: token\ndata: {"text":"x"}\n\n';

  it('passes as it came', () => {
    const got = run(named, text, { responseValidation: 'enforce' });
    assert.equal(got.text, `event: ping\ndata: {}\n\ndata: [DONE]\n\n${token}: alive\n\n`);
  });

  it('is dropped where the contract says so, but for its id, its retry time and signs of life', () => {
    const stream = { ...named, 'x-other-events': 'drop' };
    assert.equal(run(stream, text).text, `${token}: alive\n\n`);
    assert.equal(run(stream, 'id: 3\nevent: ping\ndata: {}\n\nretry: 5\n\n').text, 'id: 3\n\nretry: 5\n\n');
  });

  it('passes beside declared events of the same name where it is no JSON', () => {
    const stream = { 'x-events': { token: { ...delta, 'x-upstream': 'message' } } };
    const got = run(stream, 'data: {"delta":{"text":"x"}}\n\ndata: [DONE]\n\n', { responseValidation: 'enforce' });
    assert.equal(got.text, `${token}data: [DONE]\n\n`);
  });

  it('can be declared as a text', () => {
    const end = { const: 'done', 'x-upstream': { name: 'message', codec: { values: [['done', '[DONE]']] } } };
    const stream = { 'x-events': { token: { ...delta, 'x-upstream': 'message' }, end } };
    assert.equal(run(stream, 'data: [DONE]\n\n').text, 'event: end\ndata: done\n\n');
  });

  it('can be made of JSON', () => {
    const values = [['[DONE]', { type: 'message_stop' }]];
    const done = {
      const: '[DONE]',
      contentMediaType: 'text/plain',
      'x-upstream': { name: 'message_stop', codec: { values } },
    };
    const got = run({ 'x-events': { message: [done] } }, 'event: message_stop\ndata: {"type": "message_stop"}\n\n');
    assert.deepEqual([got.text, got.violations], ['data: [DONE]\n\n', []]);
  });

  it('puts no line of its own into the event, whatever its text is', () => {
    const text = { type: 'string', contentMediaType: 'text/plain', 'x-upstream': 'a' };
    const got = run({ 'x-events': { b: text } }, 'event: a\ndata: "x\\revent: c\\r\\n\\nid: 1"\n\n');
    assert.equal(got.text, 'event: b\ndata: x\ndata: event: c\ndata: \ndata: id: 1\n\n');
  });

  it('is one that callers do not get by its name or by a condition on its data', () => {
    const stream = {
      'x-events': { token: { ...delta, 'x-upstream': 'message' } },
      'x-drop-events': { ping: true, message: { anyOf: [{ const: '[DONE]' }, { required: ['usage'] }] } },
    };
    const got = run(
      stream,
      'event: ping\ndata: {}\n\ndata: {"usage":{}}\n\ndata: {"delta":{"text":"x"}}\n\nevent: other\ndata: 1\n\ndata: [DONE]\n\n',
    );
    assert.equal(got.text, `${token}event: other\ndata: 1\n\n`);
    assert.deepEqual(got.violations, []);
  });
});

describe('an event that does not fit', () => {
  const bad = 'event: content_block_delta\ndata: {"delta":{"text":1}}\n\n';
  const good = 'event: content_block_delta\ndata: {"delta":{"text":"x"}}\n\n';

  it('is told and passed on in the caller’s terms', () => {
    const got = run(named, bad + good);
    assert.equal(got.text, 'event: token\ndata: {"text":1}\n\nevent: token\ndata: {"text":"x"}\n\n');
    assert.deepEqual(got.violations, ['body/text: type']);
  });

  it('cuts the stream where that is enforced, after what came before it', () => {
    const got = run(named, good + bad + good, { responseValidation: 'enforce' });
    assert.equal(got.problem?.code, 'upstream-contract-violation');
    assert.equal(got.text, 'event: token\ndata: {"text":"x"}\n\n');
  });

  it('is told as that of its shapes which it misses by the least', () => {
    const stream = { 'x-events': { end: { ...done, 'x-upstream': 'm' }, token: { ...delta, 'x-upstream': 'm' } } };
    assert.deepEqual(run(stream, 'event: m\ndata: {"delta":{"text":1}}\n\n').violations.length, 1);
  });

  it('is told as broken JSON where it begins like an object, or is not UTF-8', () => {
    assert.deepEqual(run(named, 'event: message_delta\ndata: {"delta":\n\n').violations, ['body: unreadable']);
    const bytes = Buffer.concat([
      Buffer.from('event: message_delta\ndata: "'),
      Buffer.from([0xff]),
      Buffer.from('"\n\n'),
    ]);
    assert.deepEqual(answerBy(replyOf(streaming(named)), { headers, text: bytes }).violations, ['body: unreadable']);
  });

  it('is told so often and no more', () => {
    const reply = replyOf(streaming(named), { violations: 3 });
    const got = answerBy(reply, { headers, text: bad.repeat(10) });
    assert.equal(got.violations.length, 3);
    assert.equal(got.text?.match(/event: token/g)?.length, 10);
  });

  it('ends a stream that is mapped where it is larger than the limit, and leaves one alone that is only watched', () => {
    const reply = replyOf(streaming(named), { mappedAnswerBytes: 100 });
    const got = answerBy(reply, { headers, text: `${good}event: content_block_delta\ndata: ${'x'.repeat(200)}` });
    assert.deepEqual(
      [got.problem?.code, got.text],
      ['upstream-invalid-response', 'event: token\ndata: {"text":"x"}\n\n'],
    );
    const watched = replyOf(streaming({ 'x-events': { a: { type: 'object' } } }), { mappedAnswerBytes: 100 });
    const text = `event: a\ndata: ${'x'.repeat(200)}`;
    const passed = answerBy(watched, { headers, text });
    assert.deepEqual([passed.text, passed.violations], [text, ['body: unreadable']]);
  });
});

describe('a stream of events', () => {
  it('loses what was said of its very bytes where it is mapped', () => {
    const described = { ...headers, ETag: '"1"', 'Content-Length': '9', 'X-Other': 'o' };
    const got = answerBy(replyOf(streaming(named)), { headers: described, text: '' });
    assert.deepEqual(Object.keys(got.headers), ['Content-Type', 'X-Other']);
  });

  it('cannot be mapped under a coding or against the upstream’s will, nor read in another charset', () => {
    const codeOf = (more: Record<string, string>, options: object = {}) =>
      answerBy(replyOf(streaming(named, options)), { headers: { ...headers, ...more }, text: '' });
    assert.equal(codeOf({ 'Content-Encoding': 'gzip' }).problem?.proxyError, 'http_response_content_coding');
    assert.equal(codeOf({ 'Cache-Control': 'no-cache, no-transform' }).problem?.code, 'upstream-contract-violation');
    const other = { 'Content-Type': 'text/event-stream; charset=utf-16' };
    assert.deepEqual(codeOf(other).violations, ['body: unreadable']);
    assert.equal(codeOf(other, { responseValidation: 'enforce' }).problem?.code, 'upstream-contract-violation');
  });

  it('is asked for without a coding, and is nobody’s business where no event is declared', () => {
    assert.equal(replyOf(streaming(named))?.asksForWhole, true);
    assert.equal(replyOf(streaming({ type: 'string' }, { responseValidation: 'off' })), undefined);
  });
});

describe('lines of JSON', () => {
  const contract = (type: string, more: object = {}) =>
    contractOf({ route: 'GET /a', responses: { 200: { content: { [type]: delta } } }, ...more });
  const lines = '{"delta":{"text":"a"}}\r\n\n{"delta":{"text":"b"}}\n{"delta":{"text":"c"}}';

  for (const type of ['application/x-ndjson', 'application/jsonl']) {
    it(`are mapped one by one: ${type}`, () => {
      const got = answerBy(replyOf(contract(type)), { headers: { 'Content-Type': type }, text: lines });
      assert.equal(got.text, '{"text":"a"}\r\n\n{"text":"b"}\n{"text":"c"}');
    });
  }

  it('pass as they came where they are no JSON, and are told or cut', () => {
    const type = 'application/jsonl';
    const text = '{"delta":{"text":"a"}}\nno\n';
    const got = answerBy(replyOf(contract(type)), { headers: { 'Content-Type': type }, text });
    assert.deepEqual([got.text, got.violations], ['{"text":"a"}\nno\n', ['body: unreadable']]);
    const strict = replyOf(contract(type, { responseValidation: 'enforce' }));
    assert.equal(answerBy(strict, { headers: { 'Content-Type': type }, text }).text, '{"text":"a"}\n');
  });

  it('cost in proportion to their size, however many blanks stand in them', () => {
    const type = 'application/x-ndjson';
    const reply = replyOf(contract(type));
    const text = `{"delta":${' '.repeat(200_000)}{"text":"a"}}\n`;
    const took = cpuMs(() =>
      assert.equal(answerBy(reply, { headers: { 'Content-Type': type }, text }).text, '{"text":"a"}\n'),
    );
    assert.ok(took < 1000, `took ${took} ms`);
  });

  it('are mapped as records of a JSON text sequence, over several lines', () => {
    const type = 'application/json-seq';
    const text =
      '\x1e{\n"delta": {"text":"a}\\"\\n"}}\n\x1e{"delta":{"text":"b"}}\n\x1e{"delta":\x1e{"delta":{"text":"c"}}';
    const got = answerBy(replyOf(contract(type)), { headers: { 'Content-Type': type }, text });
    assert.equal(got.text, '\x1e{"text":"a}\\"\\n"}\n\x1e{"text":"b"}\n\x1e{"delta":\x1e{"text":"c"}');
    assert.deepEqual(got.violations, ['body: unreadable']);
  });
});
