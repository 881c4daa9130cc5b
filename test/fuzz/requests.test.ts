// Requests that began as the valid ones of the example contracts, through the stages that decide what is sent.

import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { incomingOf } from '../../src/example/example-request.ts';
import type { CompiledOperation } from '../../src/pipeline/pipeline.ts';
import { compileWithout } from '../../src/pipeline/without-credentials.ts';
import type { Incoming, Outcome, Outgoing } from '../../src/pipeline/request.ts';
import { changed, jsonChanges } from '../support/mutate-json.ts';
import { authored, exampleApi, examples, namesIn, nastyTexts, type OperationExample } from './example-messages.ts';
import { fuzz } from './fuzzing.ts';
import { withValues } from './with-values.ts';

const asked = examples.filter(({ example }) => example.outcome.kind !== 'unasked');
const files = new Map(asked.map(({ operation: { file } }) => [file, authored(file)]));
const known = new Map([...files].map(([file, contract]) => [file, namesIn(contract)]));

const text = fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: 'binary', maxLength: 12 }));
const nextNames = fc.oneof(
  text,
  ...[...known.values()].map((names) => fc.constantFrom(...names)),
  fc.constantFrom('zz-undeclared'),
);
const values = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.maxSafeInteger(), fc.constant([]));
const pair = fc
  .tuple(nextNames, text)
  .map((parts) => parts.map((part) => encodeURIComponent(part.toWellFormed())).join('='));
const field = fc.tuple(
  fc.constantFrom(
    'X-Tenant',
    'X-Debug',
    'Idempotency-Key',
    'Cookie',
    'Accept',
    'Content-Type',
    'X_Tenant',
    'X-Channel',
    'X-Customer',
  ),
  fc.oneof(
    fc.stringMatching(/^[ -~\x80-\xff]{0,12}$/),
    fc.constantFrom('application/json', 'application/json;;', 'sid=1; sid=2', 'text/plain'),
  ),
);

const input = fc.record({
  index: fc.nat(asked.length - 1),
  bodyChanges: fc.option(jsonChanges(nextNames, values), { nil: [] }),
  segment: fc.option(fc.tuple(fc.nat(5), text), { nil: undefined, freq: 4 }),
  values: fc.array(fc.tuple(fc.nat(30), text), { maxLength: 2 }),
  pairs: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(pair, { maxLength: 2 })),
  fields: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(field, { maxLength: 2 })),
  splice: fc.option(fc.tuple(fc.nat(500), fc.nat(3), fc.string({ unit: 'binary-ascii', maxLength: 3 })), {
    nil: undefined,
    freq: 6,
  }),
});
type Input = typeof input extends fc.Arbitrary<infer T> ? T : never;

/** The request of an example after its changes; `undefined` where it is no request any more that finds its operation. */
function requestOf({ index, bodyChanges, segment, values: texts, pairs, fields, splice }: Input): Run | undefined {
  const chosen = asked[index];
  if (chosen === undefined) return undefined;
  const { operation, example } = chosen;
  const { request } = example;
  const body = request.body === undefined ? undefined : changed(request.body, bodyChanges);
  const whole = { ...example, request: { ...request, body: JSON.parse(JSON.stringify(body ?? null)) } };
  const written = incomingOf(request.body === undefined ? example : whole, operation.body);
  const [path = '', query] = written.url.split('?');
  const segments = path.split('/');
  if (segment !== undefined) segments[1 + (segment[0] % (segments.length - 1))] = percentEncoded(segment[1]);
  const all = [...(query === undefined ? [] : [query]), ...pairs].join('&');
  const rawHeaders = [...written.rawHeaders, ...fields.flat()];
  const incoming: Incoming = {
    ...written,
    ...withValues({ url: segments.join('/') + (all === '' ? '' : `?${all}`), rawHeaders }, texts, operation),
    body: splice === undefined ? written.body : spliced(written.body, splice),
  };
  const found = exampleApi.api.match(incoming.method, incoming.url);
  if (found.kind !== 'operation') return undefined;
  const compiled = found.operation;
  const taken = compileWithout(compiled.operation.security?.taken ?? [])(incoming);
  return {
    chosen: { ...chosen, operation: compiled.operation },
    incoming: { ...incoming, ...taken },
    run: runBy(compiled, found.pathValues),
  };
}

interface Run {
  readonly chosen: OperationExample;
  readonly incoming: Incoming;
  run(incoming: Incoming): Outcome<Outgoing>;
}

function runBy(compiled: CompiledOperation, pathValues: readonly string[]): Run['run'] {
  return (incoming) => {
    const problem = compiled.admit(incoming.rawHeaders);
    return problem === undefined ? compiled.run(incoming, pathValues) : { ok: false, problem };
  };
}

/** Percent-encoded once, as a caller would; a lone surrogate has no bytes. */
const percentEncoded = (value: string): string => encodeURIComponent(value.toWellFormed()).replaceAll('.', '%2E');

function spliced(body: Incoming['body'], [place, length, by]: readonly [number, number, string]): Incoming['body'] {
  if (body?.kind !== 'bytes') return body;
  const bytes = Buffer.from(body.bytes);
  const start = place % (bytes.length + 1);
  return {
    kind: 'bytes',
    bytes: Buffer.concat([bytes.subarray(0, start), Buffer.from(by), bytes.subarray(start + length)]),
  };
}

/** What is sent is one request that any server reads alike, and names nothing that the contract does not know. */
function assertSound({ chosen: { operation } }: Run, { method, path, headers, body }: Outgoing): void {
  const names = known.get(operation.file) ?? new Set();
  assert.match(method, /^[A-Z]+$/);
  assert.match(path, /^\/[!-~]*$/);
  assert.doesNotMatch(path, /[#\\"<>^`{|}]/);
  const url = new URL(path, 'http://upstream');
  assert.equal(url.pathname, path.split('?')[0], 'no server takes a segment of it away');
  const slots = operation.upstream.slots.filter((slot) => slot.in === 'query').map((slot) => slot.name);
  for (const name of url.searchParams.keys()) {
    const isDeclared = names.has(name) || slots.includes(name) || operation.unknown.query === 'forward';
    assert.ok(isDeclared || /\[|\./.test(name), `the query names ${name}`);
  }
  for (const line of headers) assert.doesNotMatch(line, /[\0\r\n]|[^\t\x20-\x7e\x80-\xff]/);
  if (typeof body === 'string') assert.ok(body.isWellFormed());
  const type = headers[headers.findIndex((name, index) => index % 2 === 0 && /^content-type$/i.test(name)) + 1];
  if (body === undefined || type === undefined || !/^application\/json\b/i.test(type)) return;
  const value: unknown = JSON.parse(Buffer.from(body).toString());
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const isOpen =
    operation.unknown.body === 'forward' || operation.body?.content.some(({ place }) => place.openness !== 'closed');
  for (const name of Object.keys(value)) if (isOpen !== true) assert.ok(names.has(name), `the body names ${name}`);
}

/** A file's name as a part of a URI. */
const idOf = (file: string): string => file.replaceAll(/\W/g, '-');

const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false, logger: false });
for (const [file, { $schema: _, ...contract }] of files) ajv.addSchema(contract, idOf(file));
ajv.addSchema(authored('chat.schemas.json'), 'chat.schemas.json');
type Judge = (value: unknown) => boolean;
const judges = new Map<string, Judge | undefined>();

/** The body schema as it is written, compiled by a validator that is not ours; `undefined` where it says less than we ask. */
function judgeOf({ operation: { file, name, body } }: OperationExample): Judge | undefined {
  const key = `${file}#${name}`;
  if (!judges.has(key)) {
    const isPlain = body?.content.length === 1 && !/x-alias|readOnly/.test(JSON.stringify(files.get(file)));
    const pointer = `operations/${name}/body/content/application~1json`;
    const reference =
      isPlain && body.content[0]?.mediaType === 'application/json' ? `${idOf(file)}#/${pointer}` : undefined;
    judges.set(key, reference === undefined ? undefined : (ajv.compile({ $ref: reference }) as Judge));
  }
  return judges.get(key);
}

fuzz('a request is sent as its contract says or refused with its faults, never anything else', () => ({
  input,
  holds(values) {
    const request = requestOf(values);
    if (request === undefined) return;
    const outcome = request.run(request.incoming);
    assert.deepEqual(outcome, request.run(request.incoming), 'two runs agree');
    if (outcome.ok) {
      assertSound(request, outcome.value);
      const { body } = request.incoming;
      const judge = judgeOf(request.chosen);
      if (judge === undefined || body?.kind !== 'bytes' || body.bytes.length === 0) return;
      assert.ok(judge(JSON.parse(Buffer.from(body.bytes).toString())), 'what was accepted fits its schema');
      return;
    }
    const { status, code, errors } = outcome.problem;
    assert.ok(status >= 400 && status < 500, `${status} ${code}: ${String(outcome.problem.cause)}`);
    if (code === 'invalid-request') assert.ok(errors !== undefined && errors.length > 0);
  },
}));
