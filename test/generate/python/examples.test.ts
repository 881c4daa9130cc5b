import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { stringifyJson } from '../../../src/codec/json-text/stringify.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { Definitions } from '../../../src/generate/schema/definitions.ts';
import { planPythonOperations } from '../../../src/generate/python/python-operation.ts';
import { createGateway, type Gateway } from '../../../src/index.ts';
import { type EchoUpstream, echoUpstream } from '../../support/echo-upstream.ts';
import type { Listening } from '../../support/listen.ts';
import { type ExampleCall, exampleCalls } from '../example-calls.ts';
import { proxyBetween } from '../proxy-between.ts';
import { normalized } from '../schema/normalized.ts';
import { type GeneratedClient, generatedClient } from './generated-client.ts';
import { skipWithoutPython } from './python-programs.ts';
import { sessions } from './python-sessions.ts';

/** A call of a method, the request that the upstream gets of it, and what the upstream answers. */
interface Call extends Pick<ExampleCall, 'path' | 'answer' | 'gets'> {
  readonly method: string;
  readonly arguments: Readonly<Record<string, JsonValue>>;
  readonly writing: string | undefined;
}

/** A call of every operation, made of its example. */
function callsOf(contract: Contract): readonly Call[] {
  const plans = planPythonOperations(contract.operations, new Definitions());
  return exampleCalls(contract).map(({ operation, values, body, contentType, path, answer, gets }) => {
    const planned = plans.find((plan) => plan.operation === operation);
    assert.ok(planned, operation.name);
    const given: Record<string, JsonValue> = {};
    for (const { name, parameter } of planned.arguments) {
      const value = parameter === undefined ? body : values[parameter.in][parameter.name];
      if (value !== undefined) given[name] = value;
    }
    const choosesType = planned.body !== undefined && planned.body.mediaTypes.length > 1;
    if (contentType !== undefined && choosesType) given['content_type'] = contentType;
    return { method: planned.method, arguments: given, writing: planned.body?.writing, path, answer, gets };
  });
}

const begin = (className: string, session: string): string => `
import json, sys
from concurrent.futures import ThreadPoolExecutor
from client import *
from client import ${className} as Client

def value_of(value, writing):
    """Files of an example are told by name and media type alone."""
    if writing == "bytes":
        return value.encode()
    if writing == "multipart":
        return {name: [file_of(item) for item in member] if isinstance(member, list) else file_of(member) for name, member in value.items()}
    return value

def file_of(value):
    is_file = isinstance(value, dict) and "fileName" in value
    return (value["fileName"], b"bytes", value.get("mediaType")) if is_file else value

def call(api, one, **options):
    given = dict(one["arguments"])
    if "body" in given:
        given["body"] = value_of(given["body"], one["writing"])
    try:
        answer = getattr(api, one["method"])(**given, **options)
        if isinstance(answer, globals().get("Stream", ())):
            answer = [repr(item) for item in answer]
        return ["answer", answer]
    except ApiError as error:
        return [type(error).__name__, getattr(error, "code", None) or str(error)]

def kinds(base, **options):
    return sorted({call(client(base), one, **options)[0] for one in calls})

def kinds_at_once(base, **options):
    """Waits for all of them together."""
    with ThreadPoolExecutor(16) as pool:
        return sorted(set(pool.map(lambda one: call(client(base), one, **options)[0], calls)))

def client(url):
    return Client(url, session=${session}, retries=0)
`;

for (const file of globSync('schemas/examples/*.contract.json').sort()) {
  describe(`the generated Python client of ${file}`, () => {
    let upstream: EchoUpstream;
    let gateway: Gateway;
    let fake: Listening;
    let client: GeneratedClient;
    let calls: readonly Call[];
    let url: string;
    let className: string;

    before(async () => {
      const text = readFileSync(file, 'utf8');
      for (const [, name = ''] of text.matchAll(/"secret":\s*"(\w+)"/g)) process.env[name] = 'test-key';
      const [, upstreamName = ''] = /"upstream":\s*\{\s*"name":\s*"([^"]+)"/.exec(text) ?? [];
      calls = normalized(file).flatMap(callsOf);
      // Each run calls every operation once, one after the other.
      let asked = 0;
      upstream = await echoUpstream((_, response) => {
        const answer = calls[asked % calls.length]?.answer;
        asked += 1;
        response.writeHead(answer?.status ?? 500, answer?.headers).end(answer?.content);
      });
      fake = await proxyBetween();
      gateway = createGateway({
        contracts: file,
        upstreams: { [upstreamName]: { targets: [upstream.url] } },
        listen: { port: 0 },
      });
      client = await generatedClient(file);
      [, className = ''] = /^class (\w+Client):/m.exec(client.source) ?? [];
      ({ url } = await gateway.listen());
    });
    after(() => Promise.all([gateway?.close(), upstream?.close(), fake?.close(), client?.remove()]));

    for (const { library, session, modules } of sessions) {
      const skip = skipWithoutPython(...modules);

      test(`reaches the backend by every operation, and tells each kind of error, over ${library}`, {
        skip,
      }, async () => {
        const first = upstream.requests.length;
        const written = JSON.stringify(
          stringifyJson(
            calls.map((call) => ({ method: call.method, arguments: call.arguments, writing: call.writing ?? null })),
          ),
        );
        const bases = { url, proxy: fake.url, refused: `${url}/not-there` };
        const program = `${begin(className, session)}
calls = json.loads(${written})
bases = json.loads(${JSON.stringify(JSON.stringify(bases))})
print(json.dumps({
    "answers": [call(client(bases["url"]), one) for one in calls],
    "problem": kinds(bases["refused"]),
    "html": kinds(bases["proxy"] + "/html"),
    "cut": kinds(bases["proxy"] + "/cut"),
    "hang": kinds_at_once(bases["proxy"] + "/hang", timeout=0.3),
    "nowhere": kinds("http://127.0.0.1:1"),
    "broken": kinds(bases["proxy"] + "/broken"),
}))
`;
        const told: Told = JSON.parse(JSON.stringify(await client.run(program, ...modules)));
        const paths = upstream.requests.slice(first).map(({ rawUrl }) => rawUrl);
        assert.deepEqual(
          paths,
          calls.map(({ path }) => path),
          JSON.stringify(told.answers),
        );
        for (const [index, { method, gets }] of calls.entries()) {
          const [kind, value] = told.answers[index] ?? [];
          assert.equal(kind, 'answer', `${method}: ${value}`);
          if (gets !== undefined) assert.deepEqual(value, JSON.parse(stringifyJson(gets)), method);
        }
        assert.deepEqual(told.problem, ['ProblemError']);
        assert.deepEqual(told.html, ['HttpError']);
        assert.deepEqual(told.cut, ['NetworkError']);
        assert.deepEqual(told.hang, ['DeadlineError']);
        assert.deepEqual(told.nowhere, ['NetworkError']);
        // Where an answer is declared without content, nothing is read.
        assert.ok(told.broken.includes('DecodeError'));
        assert.deepEqual(
          told.broken.filter((kind) => kind !== 'DecodeError' && kind !== 'answer'),
          [],
        );
      });
    }
  });
}

interface Told {
  readonly answers: readonly (readonly [kind: string, value: unknown])[];
  readonly problem: readonly string[];
  readonly html: readonly string[];
  readonly cut: readonly string[];
  readonly hang: readonly string[];
  readonly nowhere: readonly string[];
  readonly broken: readonly string[];
}
