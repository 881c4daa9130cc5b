import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { startGateway } from '../../examples/demo/gateway.ts';
import type { Listening } from '../../examples/demo/listen.ts';
import { startPlainProxy } from '../../examples/demo/plain-proxy.ts';
import { type DemoUpstream, startUpstream } from '../../examples/demo/upstream/upstream.ts';

interface Told {
  readonly title: string;
  readonly way: 'plain' | 'paramap';
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const python = pythonWithRequests();
const inCi = process.env['CI'] === 'true';
const leftOut = 'the Python story was left out: no python3 with `requests` here (Debian: python3-requests)';

/** A Python that has `requests`: the one on the path, else the system's own, which Debian's package serves. */
function pythonWithRequests(): string | undefined {
  const hasRequests = (program: string) => spawnSync(program, ['-c', 'import requests']).status === 0;
  return ['python3', '/usr/bin/python3'].find(hasRequests);
}

// In CI the parts are installed, so there a missing one is a failure like any other.
describe('the caller in Python', { skip: inCi || python !== undefined ? false : leftOut }, () => {
  let servers: [DemoUpstream, Listening, Listening];
  let told: readonly Told[];

  before(async () => {
    assert.ok(python !== undefined, leftOut);
    const upstream = await startUpstream(0);
    servers = [upstream, await startPlainProxy(upstream.url, 0), await startGateway(upstream.url, 0)];
    const program = join(import.meta.dirname, 'story.py');
    const { stdout } = await promisify(execFile)(python, [program, servers[1].url, servers[2].url], {
      timeout: 60_000,
    });
    told = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  });

  after(async () => {
    for (const server of servers ?? []) await server.close();
  });

  const answerTo = (title: string, way: Told['way']): Told => {
    const found = told.find((line) => line.title === title && line.way === way);
    assert.ok(found, `the program told nothing of "${title}"`);
    return found;
  };

  it('gets 502 through a plain proxy and 200 through paramap for the names of the API', () => {
    assert.equal(answerTo('the right name, no age', 'plain').status, 502);
    const answer = answerTo('the right name, no age', 'paramap');
    assert.equal(answer.status, 200);
    assert.equal(JSON.parse(answer.body)[0].userName, 'testuser');
  });

  it('gets 502 through a plain proxy and a 400 that names `age` through paramap for the text None', () => {
    assert.equal(answerTo('the text None', 'plain').status, 502);
    const answer = answerTo('the text None', 'paramap');
    assert.equal(answer.status, 400);
    assert.equal(answer.type, 'application/problem+json');
    const [violation, ...others] = JSON.parse(answer.body).errors;
    assert.deepEqual(others, []);
    assert.deepEqual([violation.in, violation.name, violation.code], ['query', 'age', 'type']);
    assert.match(violation.detail, /None/);
  });

  it('gets a 400 that suggests `userName` for the name of the backend', () => {
    assert.equal(answerTo('the name of the backend', 'plain').status, 200);
    const answer = answerTo('the name of the backend', 'paramap');
    assert.equal(answer.status, 400);
    const unknown = JSON.parse(answer.body).errors.find((error: { name: string }) => error.name === 'username');
    assert.equal(unknown.suggestion, 'userName');
  });
});
