import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import type { GatewayOptions, ParamapOptions } from '../../src/index.ts';
import { type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { type Front, type FrontOptions, gatewayFront, middlewareFront } from '../support/fronts.ts';
import type { ProblemBody } from '../support/problem-body.ts';
import { fieldValues, type RawAnswer, sendRaw } from '../support/raw-client.ts';
import {
  bytesOf,
  type Case,
  everyScenario,
  type ExpectedProblem,
  type ExpectedRequest,
  placeOf,
  type Scenario,
} from './scenario.ts';

type Start = (t: TestContext, options: FrontOptions<GatewayOptions & ParamapOptions>) => Promise<Front>;
const surfaces: readonly [name: string, start: Start][] = [
  ['middleware', middlewareFront],
  ['gateway', gatewayFront],
];

const ajv = new Ajv({ strict: false });
ajvFormats.default(ajv);
const fitsProblemSchema = ajv.compile(JSON.parse(readFileSync('schemas/problem.schema.json', 'utf8')));

const scenarios = everyScenario();
assert.ok(scenarios.length > 0, 'there are scenarios');

for (const { name, scenario } of scenarios) {
  for (const [surface, start] of surfaces) {
    test(`${surface}: ${scenario.title} (${name})`, async (t) => {
      const upstream = await echoUpstream();
      t.after(() => upstream.close());
      const front = await startScenario(t, scenario, { upstream, start });
      for (const one of scenario.cases) await t.test(one.title, () => runCase(one, front, upstream));
    });
  }
}

async function startScenario(
  t: TestContext,
  scenario: Scenario,
  { upstream, start }: { upstream: EchoUpstream; start: Start },
): Promise<Front> {
  Object.assign(process.env, scenario.environment);
  const names = ['users', 'orders', 'search', 'tenants', 'files'];
  const upstreams = Object.fromEntries(names.map((name) => [name, { targets: [upstream.url] }]));
  const front = await start(t, { contracts: scenario.contract, upstreams, ...scenario.options });
  for (const name of Object.keys(scenario.environment ?? {})) delete process.env[name];
  return front;
}

async function runCase(one: Case, front: Front, upstream: EchoUpstream): Promise<void> {
  assert.ok(one.sends !== undefined || one.problem !== undefined, 'a case has `sends` or `problem`');
  const before = upstream.requests.length;
  upstream.reply(({ rawUrl }, response) => {
    const { status = 200, headers = {}, text = rawUrl } = one.upstream ?? {};
    response.writeHead(status, headers).end(text);
  });
  const head = one.request.route.startsWith('HEAD ');
  const answer = await sendRaw(front.port, bytesOf(one.request), { head });
  const wasSent = upstream.requests.length - before;
  assert.equal(wasSent, one.sends === undefined ? 0 : 1, `${wasSent} requests were sent: ${answer.raw}`);
  if (one.sends !== undefined) assertSent(upstream, one.sends);
  if (one.problem !== undefined) assertProblem(answer, one.problem, head);
  else if (one.upstream === undefined && one.answer === undefined) assert.equal(answer.status, 200);
  if (one.answer !== undefined) assertAnswer(answer, one.answer);
}

function assertSent(upstream: EchoUpstream, expected: ExpectedRequest): void {
  const { method, rawUrl, headers, body } = upstream.last();
  assert.equal(`${method} ${rawUrl}`, expected.route);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    assert.deepEqual(headers[name.toLowerCase()], value === null ? undefined : [value].flat(), name);
  }
  if (expected.text !== undefined) assert.equal(body.toString(), expected.text);
  else if (expected.body !== undefined) assert.deepEqual(JSON.parse(body.toString()), expected.body);
  else assert.equal(body.length, 0, `a body was sent: ${body.toString()}`);
}

function assertProblem(answer: RawAnswer, expected: ExpectedProblem, head: boolean): void {
  const { status = 400, code = 'invalid-request', errors, shows = {}, detail = [], hides = [] } = expected;
  assert.equal(answer.status, status, answer.raw);
  assert.deepEqual(fieldValues(answer, 'content-type'), ['application/problem+json']);
  assert.deepEqual(fieldValues(answer, 'cache-control'), ['no-store']);
  // A random name of the request can hold any short text of hexadecimal digits, such as `ada`.
  const said = answer.raw.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>');
  for (const text of hides) assert.ok(!said.includes(text), `${text} is shown: ${answer.raw}`);
  if (head) {
    assert.equal(answer.body.length, 0);
    return;
  }
  const problem: ProblemBody = JSON.parse(answer.body.toString());
  assert.ok(fitsProblemSchema(problem), JSON.stringify(fitsProblemSchema.errors));
  assert.equal(problem.code, code);
  assert.equal(problem.status, status);
  const found = Object.fromEntries((problem.errors ?? []).map((violation) => [placeOf(violation), violation]));
  if (errors !== undefined) {
    assert.deepEqual(Object.fromEntries(Object.entries(found).map(([place, { code: kind }]) => [place, kind])), errors);
    assert.equal(problem.errors.length, Object.keys(errors).length, 'a place is listed once');
  }
  for (const [place, members] of Object.entries(shows)) assert.partialDeepStrictEqual(found[place], members);
  for (const text of detail) assert.ok(problem.detail.includes(text), problem.detail);
}

function assertAnswer(answer: RawAnswer, expected: NonNullable<Case['answer']>): void {
  const { status = 200, headers = {}, body, text } = expected;
  assert.equal(answer.status, status);
  for (const [name, value] of Object.entries(headers)) {
    assert.deepEqual(fieldValues(answer, name), value === null ? [] : [value], name);
  }
  if (body !== undefined) assert.deepEqual(JSON.parse(answer.body.toString()), body);
  if (text !== undefined) assert.equal(answer.body.toString(), text);
}
