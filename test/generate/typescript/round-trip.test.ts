import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planClientOperation } from '../../../src/generate/schema/client-operation.ts';
import { Definitions } from '../../../src/generate/schema/definitions.ts';
import { type RequestWriting, writeRequest } from '../../../src/generate/typescript/runtime/paramap-request.ts';
import { writeCookies, writeStyled } from '../../../src/generate/typescript/runtime/paramap-styles.ts';
import { compileApi } from '../../../src/pipeline/pipeline.ts';
import { limits } from '../../support/pipeline.ts';
import type { TypedValues } from '../../../src/pipeline/request.ts';
import { contractWith, normalized } from '../schema/normalized.ts';

const text = { type: 'string' };
const list = { type: 'array', items: text };
const box = { type: 'object', properties: { a: text, b: { type: 'integer' } } };

/** Every style at every location that has it. */
const contract = contractWith({
  route: 'POST /op/{plain}/{ids}/{box}',
  upstream: { route: 'POST /op/{plain}/{ids}/{box}' },
  path: { properties: { plain: text, ids: list, box: { ...box, 'x-explode': true } } },
  query: {
    properties: {
      plain: text,
      number: { type: 'number' },
      flag: { type: 'boolean' },
      form: list,
      comma: { ...list, 'x-explode': false },
      space: { ...list, 'x-style': 'spaceDelimited' },
      pipe: { ...list, 'x-style': 'pipeDelimited' },
      deep: { ...box, 'x-style': 'deepObject' },
      commaBox: { ...box, 'x-explode': false },
    },
  },
  headers: { properties: { 'X-Plain': text, 'X-Ids': list, 'X-Box': { ...box, 'x-explode': true } } },
  cookies: { properties: { session: text, ids: list } },
  body: { content: { 'application/json': {} } },
});

const line = fc.string({ unit: 'grapheme' });
const visible = fc.stringMatching(/^[\x21-\x2b\x2d-\x3a\x3c\x3e-\x7e]+$/);
const lines = fc.array(line, { minLength: 1, maxLength: 4 });
const boxes = (unit: fc.Arbitrary<string>) => fc.record({ a: unit, b: fc.integer() });
const segment = line.filter((value) => !['', '.', '..'].includes(value));

const inputs = fc.record(
  {
    plain: segment,
    ids: fc.array(segment, { minLength: 1, maxLength: 3 }),
    box: boxes(segment),
    queryPlain: line,
    number: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e25, max: 1e25 }),
    flag: fc.boolean(),
    form: lines,
    comma: lines,
    space: fc.array(
      line.filter((value) => !value.includes(' ')),
      { minLength: 1, maxLength: 4 },
    ),
    pipe: fc.array(
      line.filter((value) => !value.includes('|')),
      { minLength: 1, maxLength: 4 },
    ),
    deep: boxes(line),
    commaBox: boxes(line),
    'X-Plain': visible,
    'X-Ids': fc.array(visible, { minLength: 1, maxLength: 3 }),
    'X-Box': boxes(visible),
    session: visible.filter((value) => !/["\\]/.test(value)),
    cookieIds: fc.array(
      visible.filter((value) => !/["\\]/.test(value)),
      { minLength: 1, maxLength: 3 },
    ),
    body: fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('__proto__')),
  },
  { requiredKeys: ['plain', 'ids', 'box', 'body'] },
);

test('what a client writes is what the gateway reads', () => {
  const contracts = normalized(contract);
  const [operation] = contracts.flatMap(({ operations }) => operations);
  assert.ok(operation !== undefined);
  const { fields } = planClientOperation(operation, new Definitions());
  const writing: RequestWriting = {
    method: operation.method,
    path: operation.template,
    parameters: fields.map(({ key, parameter: { in: location, name, form } }) => ({
      in: location,
      name,
      from: key,
      ...(form.kind !== 'scalar' && { style: form.style, explode: form.explode }),
    })),
    bodyType: 'application/json',
    writeStyled,
    writeCookies,
  };
  const api = compileApi(contracts, limits);

  fc.assert(
    fc.property(inputs, (input) => {
      const { path: url, headers, body = '' } = writeRequest(writing, input);
      const match = api.match('POST', url);
      assert.ok(match.kind === 'operation');
      let read: TypedValues | undefined;
      const bytes = Buffer.from(String(body));
      const rawHeaders = [...headers.flat(), 'content-length', String(bytes.length)];
      const incoming = { method: 'POST', url, rawHeaders, body: { kind: 'bytes', bytes } as const, context: undefined };
      const outcome = match.operation.run(incoming, match.pathValues, {
        decoded: (values) => {
          read = values;
        },
      });
      assert.ok(
        outcome.ok || outcome.problem.errors?.every(({ code }) => code === 'unsendable'),
        JSON.stringify(outcome),
      );
      const seen = Object.fromEntries(
        fields.flatMap(({ key, parameter: { in: location, name } }) => {
          const value = read?.[location][name];
          return value === undefined ? [] : [[key, value]];
        }),
      );
      assert.deepEqual(JSON.parse(JSON.stringify({ ...seen, body: read?.body })), JSON.parse(JSON.stringify(input)));
    }),
    { numRuns: 300 },
  );
});
