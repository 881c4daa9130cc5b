import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { orderSchema, userPathSchema, userQuerySchema } from '../../bench/by-hand/schemas.ts';
import { Upstream } from '../../bench/load/upstream.ts';
import { benchContract } from '../../bench/program/load-paramap.ts';
import { programs } from '../../bench/program/programs.ts';
import { StartedProgram } from '../../bench/program/started-program.ts';
import { verify } from '../../bench/verify/verify.ts';
import { workItem, workItems } from '../../bench/work/work-items.ts';

const sources = join(import.meta.dirname, '..', '..', 'src');

describe('programs of the benchmark that need no further packages', () => {
  const server = new Upstream();
  const upstream = { origin: '' };
  before(async () => {
    upstream.origin = await server.listen();
  });
  after(() => server.close());

  for (const program of programs.filter(({ needs }) => needs === undefined)) {
    test(`${program.name} does the work of every item`, async () => {
      const started = await StartedProgram.start({ ...program, build: sources }, { upstream: upstream.origin });
      try {
        for (const item of workItems) await verify(server, started.port, item);
        assert.ok((await started.usage()).cpuUs > 0);
      } finally {
        await started.stop();
      }
    });
  }

  test('a program that does other work is not measured', async () => {
    const [program] = programs.filter(({ name }) => name === 'limit');
    assert.ok(program !== undefined);
    const started = await StartedProgram.start(program, { upstream: upstream.origin });
    const item = workItem('b');
    const other = { ...item, expected: { ...item.expected, target: '/api/v1/resource?username=testuser' } };
    try {
      await assert.rejects(verify(server, started.port, other), /GET \/api\/v1\/resource\?username=testuser HTTP/);
    } finally {
      await started.stop();
    }
  });
});

test('the yardstick asks of its callers what the contract asks', () => {
  const contract = JSON.parse(readFileSync(benchContract, 'utf8'));
  const { path, query } = contract.operations.findUsers;
  const deref = (value: unknown): unknown => bare(value, contract.$defs);
  assert.deepEqual(deref({ type: 'object', required: ['userId'], ...path }), bare(userPathSchema, {}));
  assert.deepEqual(deref({ type: 'object', ...query }), bare(userQuerySchema, {}));
  assert.deepEqual(deref({ $ref: '#/$defs/Order' }), bare(orderSchema, {}));
});

/** A schema without what only one of the two notations has: references, mappings, closed objects, the type of an enum. */
function bare(value: unknown, definitions: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((item) => bare(item, definitions));
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value) return bare(definitions[String(value.$ref).replace('#/$defs/', '')], definitions);
  const members = Object.entries(value).filter(
    ([name]) => !name.startsWith('x-') && name !== 'additionalProperties' && !(name === 'type' && 'enum' in value),
  );
  return Object.fromEntries(members.map(([name, below]) => [name, bare(below, definitions)]));
}
