import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseJson } from '../support/backends/parse-json.ts';
import { completionsDialect } from '../support/backends/completions-dialect.ts';
import { messagesDialect } from '../support/backends/messages-dialect.ts';
import { type ModelProvider, modelProvider } from '../support/backends/model-provider.ts';
import { type Front, gatewayFront, middlewareFront } from '../support/fronts.ts';

const providers = { completions: completionsDialect, messages: messagesDialect };
type Name = keyof typeof providers;
const fronts = { middleware: middlewareFront, gateway: gatewayFront };

interface Chat {
  readonly provider: ModelProvider;
  readonly front: Front;
  readonly ask: (body: object, signal?: AbortSignal) => Promise<Response>;
}

async function chat(t: TestContext, name: Name, kind: keyof typeof fronts, key = 'test-key'): Promise<Chat> {
  process.env['COMPLETIONS_API_KEY'] = key;
  process.env['MESSAGES_API_KEY'] = key;
  const provider = await modelProvider(providers[name]);
  t.after(() => provider.close());
  const contracts = `schemas/examples/chat-${name}.contract.json`;
  const front = await fronts[kind](t, { contracts, upstreams: { [name]: { targets: [provider.url] } } });
  const headers = { 'Content-Type': 'application/json' };
  const ask: Chat['ask'] = (body, signal) =>
    fetch(`${front.url}/${name}/chat`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  return { provider, front, ask };
}

const saying = (text: string, more: object = {}) => ({
  model: 'large',
  system: 'Be brief.',
  messages: [{ role: 'user', text }],
  maxTokens: 100,
  stop: ['END'],
  tools: [{ name: 'weather', parameters: { type: 'object' } }],
  ...more,
});

const texts = (text: string) => [{ type: 'text', text }];
const call = { type: 'tool-call', id: 'call_1', name: 'weather', arguments: { city: 'Bern' } };

/** What a caller gets, told or refused. */
interface Told {
  readonly message: unknown;
  readonly finish: string;
  readonly usage: object;
  readonly code: string;
  readonly field: string;
  readonly errors: readonly { readonly name: string; readonly suggestion: string }[];
}
const toldBy = async (response: Response): Promise<Told> => (await response.json()) as Told;

interface StreamedEvent {
  readonly name: string;
  readonly data: unknown;
  /** How many events the provider had written when this one arrived. */
  readonly written: number;
}

/** The events of a stream as they come. */
async function* events({ body }: Response, provider: ModelProvider): AsyncGenerator<StreamedEvent> {
  let text = '';
  for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, name = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      yield { name, data: parseJson(data), written: provider.written() };
      text = text.slice(end + 2);
    }
  }
}

async function all(generator: AsyncGenerator<StreamedEvent>): Promise<StreamedEvent[]> {
  const list: StreamedEvent[] = [];
  for await (const event of generator) list.push(event);
  return list;
}

const shown = (list: readonly StreamedEvent[]): string[] =>
  list.map(({ name, data }) => `${name} ${JSON.stringify(data)}`);

for (const name of ['completions', 'messages'] as const) {
  for (const kind of ['middleware', 'gateway'] as const) {
    describe(`one chat over ${name}, through the ${kind}`, () => {
      it('is a conversation with a tool, to whose messages the caller appends what came', async (t) => {
        const { provider, ask } = await chat(t, name, kind);
        const first = await toldBy(await ask(saying('rain')));
        assert.deepEqual(first.message, { role: 'assistant', content: [...texts('Let me see.'), call] });
        assert.deepEqual([first.finish, first.usage], ['tool-calls', { input: 12, output: 5 }]);
        const result = { role: 'tool', call: 'call_1', result: 'It rains.' };
        const messages = [{ role: 'user', text: 'rain' }, first.message, result];
        const second = await toldBy(await ask(saying('rain', { messages })));
        assert.deepEqual(Object.keys(second).sort(), ['finish', 'id', 'message', 'model', 'usage']);
        assert.deepEqual(second.message, { role: 'assistant', content: texts('Take an umbrella.') });
        assert.equal(second.finish, 'end');
        assert.equal(provider.asked.length, 2);
      });

      it('is streamed event by event, in one vocabulary', async (t) => {
        const { ask, provider } = await chat(t, name, kind);
        const response = await ask(saying('rain', { stream: true }));
        assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
        const list = await all(events(response, provider));
        const words = ['text'];
        const names = ['start', ...words, 'tool-call', 'arguments', 'arguments', 'finish', 'usage', 'done'];
        const said = list.filter(({ data }) => JSON.stringify(data) !== '{"text":""}').map((event) => event.name);
        // One provider tells what a stream has cost with its end, the other in an event of its own.
        assert.deepEqual(
          said,
          names.filter((each) => each !== 'usage' || name === 'completions'),
        );
        const json = list.flatMap(({ name: event, data }) => (event === 'arguments' ? [data] : []));
        assert.deepEqual(
          json.map((piece) => (piece instanceof Object && 'json' in piece ? piece.json : '')).join(''),
          '{"city":"Bern"}',
        );
        assert.ok(shown(list).some((line) => line.startsWith('finish {"finish":"tool-calls"')));
      });

      it('passes each event on before the next one is there', async (t) => {
        const { ask, provider } = await chat(t, name, kind);
        const list = await all(events(await ask(saying('Hi', { stream: true })), provider));
        const [first, last] = [list[0]?.written ?? 0, list.at(-1)?.written ?? 0];
        assert.ok(first <= 2 && last >= 6, `the first came after ${first} events, the last after ${last}`);
        const arrivals = new Set(list.map(({ written }) => written));
        assert.ok(arrivals.size >= list.length - 2, JSON.stringify(list.map(({ written }) => written)));
      });

      it('frees the provider when the caller leaves', async (t) => {
        const { ask, provider } = await chat(t, name, kind);
        const leaving = new AbortController();
        const response = await ask(saying('endless', { stream: true }), leaving.signal);
        const stream = events(response, provider);
        for (let count = 0; count < 5; count += 1) await stream.next();
        leaving.abort();
        await Promise.race([provider.left, sleep(2000).then(() => assert.fail('the provider still talks'))]);
        await assert.rejects(stream.next());
      });

      it('tells in an event that a stream has failed', async (t) => {
        const { ask, provider } = await chat(t, name, kind);
        const list = await all(events(await ask(saying('break', { stream: true })), provider));
        const code = name === 'messages' ? 'overloaded' : 'provider-failed';
        assert.match(shown(list).at(-1) ?? '', new RegExp(`^error \\{"code":"${code}","message":".+"\\}$`));
      });

      it('says what the provider refuses, by the names of the caller', async (t) => {
        const { ask } = await chat(t, name, kind);
        const response = await ask(saying('Hi', { maxTokens: 8000 }));
        assert.equal(response.status, 400);
        const error = await toldBy(response);
        assert.equal(error.code, 'invalid-request');
        if (name === 'completions') assert.equal(error.field, 'maxTokens');
        else assert.equal(error.message, 'maxTokens: must be <= 4096');
      });

      it('hands on when to come again, and failures of the provider as such', async (t) => {
        const { ask } = await chat(t, name, kind);
        const busy = await ask(saying('rate'));
        assert.deepEqual([busy.status, busy.headers.get('retry-after')], [429, '7']);
        assert.equal((await toldBy(busy)).code, 'rate-limited');
        const failed = await ask(saying('server'));
        assert.equal(failed.status, 503);
        assert.match((await toldBy(failed)).code, /^(overloaded|provider-failed)$/);
      });

      it('keeps to itself that the key of the gateway is wrong', async (t) => {
        const { ask } = await chat(t, name, kind, 'wrong-key');
        const response = await ask(saying('Hi'));
        assert.equal(response.status, 502);
        assert.deepEqual(await response.json(), { code: 'provider-refused' });
      });

      it('keeps from the provider what does not fit', async (t) => {
        const { ask, provider } = await chat(t, name, kind);
        const response = await ask(saying('Hi', { max_tokens: 5 }));
        assert.equal(response.status, 400);
        const [violation] = (await toldBy(response)).errors;
        assert.deepEqual([violation?.name, violation?.suggestion], ['max_tokens', 'maxTokens']);
        assert.equal(provider.asked.length, 0);
      });
    });
  }
}
