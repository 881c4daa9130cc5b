import assert from 'node:assert/strict';
import { it } from 'node:test';
import { compileApi } from '../../src/pipeline/pipeline.ts';
import { GateCompiler } from '../../src/pipeline/validate/gate.ts';
import { catalogue } from '../../src/problem/catalogue.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { compileReply } from '../../src/reply/compile-reply.ts';
import { normalize, operationOf } from '../support/contract.ts';
import { limits, send, sent } from '../support/pipeline.ts';
import { answerBy, type MappedAnswer } from '../support/reply.ts';
import { contractFor, type Recipe, type ShownMessage } from './recipe.ts';

const secrets = { BACKEND_KEY: 'k-123', BACKEND_LOGIN: 'ada:s3cret' };

/** Tests that the fragment is a contract without findings but losses, and that each exchange is as it is shown. */
export function testRecipe(recipe: Recipe): void {
  const contract = contractFor(recipe);
  it('is a contract that starts', () => {
    const { findings } = normalize([contract], { secrets });
    assert.deepEqual(
      findings.filter(({ rule }) => rule !== 'codec-lossy'),
      [],
    );
  });

  for (const exchange of recipe.exchanges) {
    const part = (label: string): ShownMessage | undefined => exchange.find((message) => message.label === label);
    const [has, given] = [part('caller has'), part('upstream has')];
    if (has !== undefined && given !== undefined) testBothWays(contract, has.text, given.text);
    else testExchange(contract, part);
  }
}

function testBothWays(contract: object, caller: string, upstream: string): void {
  it(`sends ${caller.slice(0, 60)}, and gets it back`, () => {
    const api = compileApi(normalize([contract]).contracts, limits);
    const { body = '' } = sent(send(api, 'POST /values', { body: caller }));
    assert.equal(squeezed(body), squeezed(upstream));
    const got = answer(contract, { label: '', line: '200', headers: {}, text: upstream });
    assert.deepEqual(got.violations, []);
    assert.equal(squeezed(got.text ?? ''), squeezed(caller));
  });
}

function testExchange(contract: object, part: (label: string) => ShownMessage | undefined): void {
  const [request, outgoing, given, got] = ['caller sends', 'upstream gets', 'upstream answers', 'caller gets'].map(
    part,
  );
  if (request !== undefined) {
    it(`shows what becomes of ${request.line}`, () => {
      const context = JSON.parse(part('app gives')?.text ?? 'null') ?? undefined;
      const api = compileApi(normalize([contract], { secrets }).contracts, limits);
      const headers = Object.entries(typeOf(request)).flat();
      const body = request.text === '' ? {} : { body: request.text };
      const outcome = send(api, request.line, { headers, ...body, context });
      if (outgoing !== undefined) assertSent(sent(outcome), outgoing);
      else {
        assert.ok(!outcome.ok && got !== undefined);
        assertRefused(outcome.problem, got);
      }
    });
  }
  if (given !== undefined) {
    assert.ok(got !== undefined);
    it(`shows what becomes of an answer ${given.line}`, () => assertGot(answer(contract, given, request), got));
  }
}

/** The page shows the detail, and below it what the contract's author hints. */
function assertRefused({ status, detail, errors = [] }: Problem, shown: ShownMessage): void {
  const hints = errors.flatMap(({ hint }) => (hint === undefined ? [] : [`hint: ${hint}`]));
  assert.deepEqual([`${status}`, [detail, ...hints].join('\n')], [shown.line, shown.text]);
}

/** JSON without the blanks between its values, so that it may be laid out for readers; other texts as they are. */
function squeezed(text: string): string {
  return /^[[{"]/.test(text) ? text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1') : text.trim();
}

function typeOf({ text, headers }: ShownMessage): Readonly<Record<string, string>> {
  return text === '' ? headers : { 'Content-Type': 'application/json', ...headers };
}

function assertSent({ line, headers, body }: ReturnType<typeof sent>, shown: ShownMessage): void {
  assert.equal(line, shown.line);
  assert.equal(squeezed(body ?? ''), squeezed(shown.text));
  for (const [name, value] of Object.entries(typeOf(shown))) {
    assert.ok(headers.includes(`${name}: ${value}`), `${name}: ${value} in ${headers.join(', ')}`);
  }
}

function answer(contract: object, { line, text, ...given }: ShownMessage, request?: ShownMessage): MappedAnswer {
  const operation = operationOf(contract, { secrets });
  const settings = { gates: new GateCompiler(), mappedAnswerBytes: 1_000_000, violations: 50, reports: true };
  const type = given.headers['Content-Type'] ?? '';
  const isStream = type === 'text/event-stream';
  return answerBy(compileReply(operation, settings), {
    status: Number(line),
    method: request?.line.split(' ')[0] ?? 'GET',
    headers: given.headers,
    text: Buffer.from(isStream ? `${text}\n\n` : text, type.endsWith('ISO-8859-1') ? 'latin1' : 'utf8'),
  });
}

function assertGot(got: MappedAnswer, shown: ShownMessage): void {
  if (got.problem !== undefined) {
    const [code, { status }] = Object.entries(catalogue).find(([known]) => known === got.problem?.code) ?? [
      '',
      { status: 0 },
    ];
    assert.equal(`${status} ${code}`, `${shown.line} ${shown.text}`);
  }
  if (got.problem === undefined) {
    assert.equal(`${got.status}`, shown.line);
    assert.equal(squeezed(got.text ?? ''), squeezed(shown.text));
    assert.deepEqual(got.violations, []);
  }
  for (const [name, value] of Object.entries(shown.headers)) assert.equal(got.headers[name], value);
}
