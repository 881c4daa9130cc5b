import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Front, gatewayFront, middlewareFront } from '../support/fronts.ts';
import { fieldValues, type RawAnswer, sendRaw } from '../support/raw-client.ts';
import type { Fault, FaultyTarget, Outcome, Told } from './fault.ts';

/** `/items` goes on as it is, `/uploads` without being read; the answers of `/mapped` are read, mapped and checked. */
const contract = {
  title: 'Faults',
  upstream: { name: 'back' },
  responseValidation: 'enforce',
  operations: {
    read: { route: 'GET /items' },
    add: { route: 'POST /items', body: { content: { 'application/json': { type: 'string' } } } },
    upload: { route: 'POST /uploads', body: { content: { 'application/octet-stream': {} } } },
    broken: {
      route: 'GET /broken',
      context: { properties: { tenant: { type: 'string' } } },
      upstream: { headers: { 'X-Tenant': { from: 'context:tenant' } } },
    },
    unsendable: {
      route: 'GET /unsendable',
      query: { properties: { note: { type: 'string', 'x-upstream': { in: 'header', name: 'X-Note' } } } },
    },
    mapped: {
      route: 'GET /mapped',
      responses: {
        '200': {
          content: {
            'application/json': {
              type: 'object',
              properties: { number: { type: 'integer', 'x-upstream': 'n' } },
            },
          },
        },
      },
    },
  },
};

/** Longer than any test waits, so that a limit ends a request only in tests that set one. */
const patience = { connectMs: 12_000, firstByteMs: 12_000, idleMs: 12_000, totalMs: 13_000 };
/** Far above the limits that the table sets (150 to 300 ms), and far below `patience`. */
const promptMs = 2_500;
/** A large upload is under way for a while before it can fail. */
const uploadMs = 15_000;

const fronts = { gateway: gatewayFront, middleware: middlewareFront };

/** Holds for each fault, in both fronts, all that the table promises of it; keys are the middle of a sentence. */
export function testFaults(faults: Readonly<Record<string, Fault>>): void {
  for (const [name, open] of Object.entries(fronts)) {
    describe(`${name}: an upstream that`, { concurrency: 16 }, () => {
      for (const [what, fault] of Object.entries(faults)) {
        test(`${what} gives ${inWords(fault.outcome)} (row ${fault.row}, ${fault.stage})`, (t) =>
          assertFault(t, fault, open));
      }
    });
  }
}

async function assertFault(t: TestContext, fault: Fault, open: typeof gatewayFront | typeof middlewareFront) {
  const target = await fault.target(t);
  const upstreams = { back: upstreamOptions(fault, target) };
  const front = await open(t, { contracts: contract, upstreams, context: brokenContext });
  const release = fault.held === true ? await hold(front, target) : () => {};
  if (fault.settles === true) await settle(front, fault);
  for (const method of methodsOf(fault)) {
    if (fault.warm === true) await sendRaw(front.port, requestText('GET', fault));
    const before = { arrivals: target.arrivals?.() ?? 0, problems: front.problems.length };
    const answer = await sendRaw(front.port, requestText(method, fault), {
      head: method === 'HEAD',
      timeoutMs: uploadMs,
    });
    assertOutcome(fault, answer);
    const tries = triesOf(fault, method);
    if (target.arrivals !== undefined)
      assert.equal(target.arrivals() - before.arrivals, tries, `arrivals of ${method}`);
    if ('told' in fault.outcome) assertTold(fault.outcome.told, answer, { target, tries });
    // What the caller could not be told any more is reported all the same.
    assert.equal(front.problems.length - before.problems, 'passed' in fault.outcome ? 0 : 1, 'reported');
  }
  release();
  if (fault.keeps !== true) assert.equal((await target.open?.()) ?? 0, 0, 'no connection is left');
  await assertLives(front);
}

const methodsOf = ({ method, path = '/items' }: Fault): readonly string[] =>
  method === undefined ? (path === '/items' ? ['GET', 'POST'] : ['GET']) : [method];

/** The body of an upload is streamed: it can not be sent twice. */
function requestText(method: string, { path = '/items' }: Pick<Fault, 'path'>): string {
  const isUpload = path === '/uploads';
  const body = isUpload ? 'x'.repeat(uploadBytes) : '"x"';
  const type = isUpload ? 'application/octet-stream' : 'application/json';
  const content = `Content-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const query = path === '/unsendable' ? '?note=a%0d%0aX-A:%20b' : '';
  return `${method} ${path}${query} HTTP/1.1\r\nHost: a\r\n${method === 'POST' ? content : '\r\n'}`;
}

/** More than the buffers of the system take: Linux lets one grow to 32 MiB. */
const uploadBytes = 40_000_000;

function upstreamOptions({ timeouts, trusts, options }: Fault, { url }: FaultyTarget) {
  const common = { targets: [url], timeouts: { ...patience, ...timeouts }, ...options };
  return trusts === true ? { ...common, tls: { ca: 'test/support/tls/authority.pem' } } : common;
}

/** By default a request is repeated once. */
function triesOf({ retried, kept }: Fault, method: string): number {
  if (kept === true) return 0;
  return retried === 'any' || (retried === 'idempotent' && method !== 'POST') ? 2 : 1;
}

function assertOutcome({ outcome, path }: Fault, answer: RawAnswer): void {
  const boundMs = path === '/uploads' ? uploadMs : promptMs;
  assert.ok(answer.tookMs < boundMs, `took ${answer.tookMs} ms`);
  assert.doesNotMatch(answer.raw, /POISON/);
  assert.ok(answer.statusLine.length < 300, 'the status line has an end');
  if ('broken' in outcome) {
    assert.deepEqual([answer.status, answer.complete, answer.closed], [outcome.broken, false, true]);
  } else if ('passed' in outcome) {
    assert.deepEqual([answer.status, answer.complete], [outcome.passed, true]);
    if (outcome.body !== undefined) assert.equal(answer.body.toString('latin1'), outcome.body);
  }
}

/** How a failure that is told came about. */
interface Course {
  readonly target: FaultyTarget;
  /** How many tries the problem tells of. */
  readonly tries: number;
}

function assertTold(told: Told, answer: RawAnswer, { target, tries }: Course): void {
  const { status, code, proxyError, timer, again } = told;
  assert.equal(answer.status, status, answer.raw.slice(0, 400));
  assert.equal(answer.complete, true);
  assert.deepEqual(fieldValues(answer, 'content-type'), ['application/problem+json']);
  assert.deepEqual(fieldValues(answer, 'cache-control'), ['no-store']);
  assert.deepEqual(fieldValues(answer, 'proxy-status'), [`paramap; error=${proxyError}`]);
  if (again === true) assert.match(fieldValues(answer, 'retry-after').join(), /^[1-9]\d*$/);
  const problem = JSON.parse(answer.body.toString());
  assert.ok(code.split('|').includes(problem.code), problem.code);
  assert.deepEqual([problem.status, problem.timer], [status, timer]);
  assert.equal(fieldValues(answer, 'retry-after').length, problem.retryable === true ? 1 : 0);
  const attempts: readonly { target: string; cause: string }[] = problem.attempts ?? [];
  assert.deepEqual(
    attempts.map(({ target: name, cause }) => [name, cause]),
    Array.from({ length: tries }, () => ['back#1', proxyError]),
  );
  // Nothing of the upstream stands in an answer of ours: no field, no address, no words of the system.
  assert.deepEqual(fieldValues(answer, 'x-a'), []);
  assert.ok(!answer.raw.includes(new URL(target.url).host));
  assert.doesNotMatch(answer.raw, /127\.0\.0\.1|localhost|ECONN|E[A-Z]{5,}|UND_ERR|HPE_|socket|node:/);
}

/** Sends a request that is not answered, and waits until the upstream has it; gives back how to give it up. */
async function hold({ port }: Front, target: FaultyTarget): Promise<() => void> {
  const socket = net.connect(port, '127.0.0.1', () => void socket.write(requestText('GET', {})));
  while (target.arrivals?.() === 0) await sleep(5);
  return () => void socket.destroy();
}

/** What the gateway learns of a target it learns from requests and probes before. */
async function settle({ port }: Front, fault: Fault): Promise<void> {
  if (!('told' in fault.outcome)) return;
  const { status, code } = fault.outcome.told;
  for (let left = 100; left > 0; left -= 1) {
    const answer = await sendRaw(port, requestText('GET', fault));
    if (answer.status === status && answer.raw.includes(`"${code}"`)) return;
    await sleep(10);
  }
}

/** Where an app's own function fails, so does the mapping that needs what it gives. */
function brokenContext(): never {
  throw new Error('of the app, at node:inside 127.0.0.1');
}

/** The process goes on: what needs no upstream is answered as ever. */
async function assertLives({ port }: Front): Promise<void> {
  const answer = await sendRaw(port, 'GET /items?unknown=1 HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.equal(answer.status, 400);
}

function inWords(outcome: Outcome): string {
  if ('broken' in outcome) return `a ${outcome.broken} that visibly breaks off`;
  if ('passed' in outcome) return `its own ${outcome.passed}`;
  const { status, code, proxyError } = outcome.told;
  return `${status} ${code} (${proxyError})`;
}
