import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { type CheckedOperation, checkContracts } from '../../src/check/check-contracts.ts';
import type { Refutation } from '../../src/check/judge/operation-verdict.ts';
import { limits } from '../support/pipeline.ts';
import { bookingBackend, bookingContract } from './booking.ts';
import { vetted } from './vetted.ts';

type Backend = ReturnType<typeof bookingBackend>;
interface Parameter {
  name: string;
  schema: object;
  required?: boolean;
  style?: string;
  explode?: boolean;
}

async function check(t: TestContext, backend: object): Promise<readonly CheckedOperation[]> {
  const root = await mkdtemp(join(tmpdir(), 'paramap-check-'));
  t.after(() => rm(root, { recursive: true }));
  await writeFile(join(root, 'booking.contract.json'), JSON.stringify(bookingContract));
  await writeFile(join(root, 'booking-backend.json'), JSON.stringify(backend));
  const { contracts, library } = vetted(root, 'booking.contract.json');
  const report = await checkContracts(contracts, { library, root, limits });
  assert.deepEqual(report.findings, []);
  return report.contracts.flatMap(({ operations }) => operations);
}

const list = (backend: Backend): Parameter[] => backend.paths['/v2/reservations'].get.parameters;
const named = (backend: Backend, name: string): Parameter => {
  const found = list(backend).find((parameter) => parameter.name === name);
  if (found === undefined) throw new Error(`no parameter ${name}`);
  return found;
};
const change =
  (name: string, changes: object) =>
  (backend: Backend): void => {
    Object.assign(named(backend, name), changes);
  };
const post = (backend: Backend) => backend.paths['/v2/reservations/{key}'].post;
const bodyOf = (backend: Backend) => post(backend).requestBody.content['application/json'].schema;

interface SeededFault {
  readonly seed: (backend: Backend) => void;
  /** Where, by which keyword, and the smallest request that shows it. */
  readonly shows: readonly [place: string, keyword: string, request: RegExp];
}

const id = '[0-9a-fA-F-]{36}';
const find = /^GET \/bookings\?guest=[^&]{2}$/;
const faults: Readonly<Record<string, SeededFault>> = {
  'a query parameter renamed': {
    seed: change('nights', { name: 'night_count' }),
    shows: ['query nights', 'undeclared', /guest=[^&]{2}&nights=[0-9]+$/],
  },
  'a required query parameter renamed': {
    seed: change('guest_name', { name: 'guest' }),
    shows: ['query guest', 'required', find],
  },
  'a range tightened above': {
    seed: change('nights', { schema: { type: 'integer', minimum: 1, maximum: 14 } }),
    shows: ['query nights', 'maximum', /nights=15/],
  },
  'a range tightened below': {
    seed: change('nights', { schema: { type: 'integer', minimum: 2 } }),
    shows: ['query nights', 'minimum', /nights=1(&|$)/],
  },
  'a new required parameter': {
    seed: (backend) =>
      list(backend).push({ name: 'hotel', schema: { type: 'string' }, required: true, ...{ in: 'query' } }),
    shows: ['query hotel', 'required', find],
  },
  'an optional parameter that is required now': {
    seed: change('nights', { required: true }),
    shows: ['query nights', 'required', find],
  },
  'an enum value gone': {
    seed: change('room_type', { schema: { enum: [1, 2] } }),
    shows: ['query room_type', 'enum', /room=suite/],
  },
  'a date format changed': {
    seed: change('arrival', { schema: { type: 'string', format: 'date' } }),
    shows: ['query arrival', 'format', /from=/],
  },
  'an integer that is a date-time now': {
    seed: change('since_ts', { schema: { type: 'string', format: 'date-time' } }),
    shows: ['query since_ts', 'format', /since=/],
  },
  'a text that is an integer now': {
    seed: change('currency', { schema: { type: 'integer' } }),
    shows: ['query currency', 'type', /currency=[A-Z]{3}/],
  },
  'a length shortened': {
    seed: change('guest_name', { schema: { type: 'string', maxLength: 20 } }),
    shows: ['query guest_name', 'maxLength', /guest=.{21}(&|$)/],
  },
  'a pattern narrowed': {
    seed: change('currency', { schema: { type: 'string', pattern: '^(EUR|USD)$' } }),
    shows: ['query currency', 'pattern', /currency=[A-Z]{3}/],
  },
  'a list written otherwise': {
    seed: change('tag', { style: 'form', explode: true }),
    shows: ['query tag', 'style', /tags=/],
  },
  'a list that is shorter now': {
    seed: change('tag', { schema: { type: 'array', items: { type: 'string' }, maxItems: 1 } }),
    shows: ['query tag', 'maxItems', /tags=.*tags=/],
  },
  'a constant of a header gone': {
    seed: (backend) => Object.assign(post(backend).parameters[1] ?? {}, { schema: { enum: ['app'] } }),
    shows: ['header X-Client', 'enum', new RegExp(`^PUT /bookings/${id}`)],
  },
  'a path in small letters alone': {
    seed: (backend) =>
      Object.assign(post(backend).parameters[0] ?? {}, { schema: { type: 'string', pattern: '^[0-9a-f]{32}$' } }),
    shows: ['path key', 'pattern', /[A-F]/],
  },
  'a member of a body renamed': {
    seed: (backend) => {
      const { vip, ...others } = bodyOf(backend).properties;
      Object.assign(bodyOf(backend), { properties: { ...others, important: vip } });
    },
    shows: ['body', 'additionalProperties', /"vip":/],
  },
  'a member of a body that is required now': {
    seed: (backend) => bodyOf(backend).required.push('stay'),
    shows: ['body', 'required', /"price":/],
  },
  'a nested member that is required now': {
    seed: (backend) => bodyOf(backend).properties.customer.required.push('mail'),
    shows: ['body', 'required', /"guest":/],
  },
  'an amount in another unit': {
    seed: (backend) => Object.assign(bodyOf(backend).properties.cents, { maximum: 10_000 }),
    shows: ['body', 'maximum', /"price":100\.01/],
  },
  'a word exchanged': {
    seed: (backend) => Object.assign(bodyOf(backend).properties.vip, { enum: ['yes', 'no'] }),
    shows: ['body', 'enum', /"vip":(true|false)/],
  },
  'a member that may not be null any more': {
    seed: (backend) => Object.assign(bodyOf(backend).properties.note, { type: 'string' }),
    shows: ['body', 'type', /"note":null/],
  },
  'items that are shorter now': {
    seed: (backend) => Object.assign(bodyOf(backend).properties.extras.items.properties.code, { maxLength: 5 }),
    shows: ['body', 'maxLength', /"code":"[^"]{6}"/],
  },
  'another media type': {
    seed: (backend) => {
      const { requestBody } = post(backend);
      Object.assign(requestBody, { content: { 'application/xml': requestBody.content['application/json'] } });
    },
    shows: ['body', 'media-type', /"price":/],
  },
};

const placeOf = (found: Refutation): string => (found.in === 'body' ? 'body' : `${found.in} ${found.name}`);
const textOf = ({ counterexample: { request } }: Refutation): string =>
  `${request['route']}${request['body'] === undefined ? '' : ` ${JSON.stringify(request['body'])}`}`;

describe('a contract and its backend', () => {
  test('that agree are proved', async (t) => {
    const checked = await check(t, bookingBackend());
    assert.deepEqual(
      checked.map(({ operation, verdict }) => [operation.name, verdict]),
      [
        ['findBookings', { kind: 'proved' }],
        ['book', { kind: 'proved' }],
      ],
    );
  });

  for (const [name, { seed, shows }] of Object.entries(faults)) {
    test(`that disagree are refuted by a request: ${name}`, async (t) => {
      const backend = bookingBackend();
      seed(backend);
      const found = (await check(t, backend)).flatMap(({ verdict }) =>
        verdict?.kind === 'refuted' ? verdict.refutations : [],
      );
      const [place, keyword, request] = shows;
      const told = found.map((each) => `${placeOf(each)} ${each.keyword} ${textOf(each)}`);
      const wanted = found.find((each) => placeOf(each) === place && each.keyword === keyword);
      assert.ok(wanted !== undefined, `told: ${told.join('; ') || 'nothing'}`);
      assert.match(textOf(wanted), request);
    });
  }
});
