import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ExactNumber } from '../../../src/codec/exact-number.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { Definitions } from '../../../src/generate/schema/definitions.ts';
import { planOperation } from '../../../src/generate/typescript/plan-operation.ts';
import { createGateway, type Gateway } from '../../../src/index.ts';
import { type EchoUpstream, echoUpstream } from '../../support/echo-upstream.ts';
import type { Listening } from '../../support/listen.ts';
import { type ExampleCall, exampleCalls } from '../example-calls.ts';
import { proxyBetween } from '../proxy-between.ts';
import { normalized } from '../schema/normalized.ts';
import { type GeneratedFolder, generatedFolder } from './generated-folder.ts';

type Given = { ok: true; data: unknown } | { ok: false; error: { kind: string; status?: number } };
type Client = Record<string, (input: object, options?: object) => Promise<Given>>;

/** A call of an operation, the request that the upstream gets of it, and what the upstream answers. */
interface Call extends Pick<ExampleCall, 'path' | 'answer' | 'gets'> {
  readonly operation: string;
  readonly input: object;
  /** Whether its successes are JSON alone, so that something else cannot be read. */
  readonly isJson: boolean;
}

/** A call of every operation, made of its example. */
function callsOf(file: string): Call[] {
  return normalized(file)
    .flatMap(exampleCalls)
    .map(({ operation, values, body: written, path, answer, gets }) => {
      const planned = planOperation(operation, new Definitions());
      const fields = planned.fields.map(({ key, parameter }) => [key, values[parameter.in][parameter.name]]);
      const body = bodyOf(written, planned.content?.format.kind);
      const input = Object.fromEntries(fields.map(([key, value]) => [key, exactly(value)]));
      if (body !== undefined) Object.assign(input, { body });
      const isJson = planned.successes.every(({ kind }) => kind === 'json');
      return { operation: operation.name, input, path, answer, gets, isJson };
    });
}

/** A number that a double cannot hold as the integer that a program would write. */
const exactly = (value: JsonValue | undefined): unknown =>
  value instanceof ExactNumber ? BigInt(JSON.stringify(value)) : value;

/** Examples tell files by name and media type alone. */
function bodyOf(written: JsonValue | undefined, kind: string | undefined): unknown {
  if (kind === 'binary') return new Blob([String(written)]);
  if (kind !== 'multipart' || typeof written !== 'object' || written === null) return written;
  const fileOf = (value: JsonValue): unknown =>
    typeof value === 'object' && value !== null && 'fileName' in value
      ? new File(['bytes'], String(value['fileName']), { type: String(value['mediaType']) })
      : value;
  const members = Object.entries(written).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(fileOf) : fileOf(value),
  ]);
  return Object.fromEntries(members);
}

for (const file of globSync('schemas/examples/*.contract.json').sort()) {
  describe(`the generated client of ${file}`, () => {
    const calls = callsOf(file);
    let upstream: EchoUpstream;
    let gateway: Gateway;
    let fake: Listening;
    let folder: GeneratedFolder;
    let clientAt: (baseUrl: string) => Client;
    let url = '';
    let answer = calls[0]?.answer;

    before(async () => {
      const text = readFileSync(file, 'utf8');
      for (const [, name = ''] of text.matchAll(/"secret":\s*"(\w+)"/g)) process.env[name] = 'test-key';
      const [, upstreamName = ''] = /"upstream":\s*\{\s*"name":\s*"([^"]+)"/.exec(text) ?? [];
      upstream = await echoUpstream((_, response) => {
        response.writeHead(answer?.status ?? 500, answer?.headers).end(answer?.content);
      });
      fake = await proxyBetween();
      const upstreams = { [upstreamName]: { targets: [upstream.url] } };
      gateway = createGateway({ contracts: file, upstreams, listen: { port: 0 } });
      folder = await generatedFolder(file);
      ({ url } = await gateway.listen());
      const module = await import(pathToFileURL(join(folder.path, `${basename(file, '.contract.json')}.ts`)).href);
      const create = Object.values(module).find((value) => typeof value === 'function' && /^create/.test(value.name));
      assert.ok(typeof create === 'function');
      clientAt = (baseUrl) => create({ baseUrl });
    });
    after(() => Promise.all([gateway?.close(), upstream?.close(), fake?.close(), folder?.remove()]));

    for (const call of calls) {
      const { operation, input } = call;
      const kindAt = async (baseUrl: string, options: object = {}): Promise<string> => {
        const result = await clientAt(baseUrl)[operation]?.(input, options);
        return result === undefined || result.ok ? 'data' : result.error.kind;
      };

      test(`${operation} reaches the backend, and gives what the example shows`, async () => {
        ({ answer } = call);
        const result = await clientAt(url)[operation]?.(input);
        assert.equal(upstream.last().rawUrl, call.path);
        assert.ok(result?.ok, JSON.stringify(result));
        if (call.gets !== undefined) assert.deepEqual(result.data, JSON.parse(JSON.stringify(call.gets)));
      });

      test(`${operation} tells each kind of error`, async () => {
        assert.equal(await kindAt(`${url}/not-there`), 'problem');
        assert.equal(await kindAt(`${fake.url}/html`), 'http');
        assert.equal(await kindAt(`${fake.url}/cut`), 'network');
        assert.equal(await kindAt('http://127.0.0.1:1'), 'network');
        assert.equal(await kindAt(`${fake.url}/hang`, { timeoutMs: 50 }), 'timeout');
        assert.equal(await kindAt(`${fake.url}/hang`, { signal: AbortSignal.abort() }), 'aborted');
        assert.equal(await kindAt(`${fake.url}/broken`), call.isJson ? 'decode' : 'data');
      });

      test(`${operation} tells what the gateway refuses`, async () => {
        const { body: _, ...others } = Object.assign({ body: undefined }, input);
        const wrong = { ...others, ...('body' in input ? {} : { [Object.keys(input)[0] ?? '']: Number.NaN }) };
        const result = await clientAt(url)[operation]?.(wrong);
        assert.ok(result !== undefined && !result.ok);
        assert.deepEqual([result.error.kind, result.error.status], ['problem', 400]);
      });
    }
  });
}
