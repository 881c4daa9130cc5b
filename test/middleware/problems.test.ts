import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorRequestHandler } from 'express';
import { paramap, type Problem, ProblemError } from '../../src/index.ts';
import { expressApp } from '../support/express-app.ts';
import { sendRaw } from '../support/raw-client.ts';
import { problemOf } from '../support/problem-body.ts';
import { usersContract } from '../support/users-gateway.ts';

test('middleware: `problems: next` hands a ProblemError to the error handler of the app', async (t) => {
  const seen: unknown[] = [];
  const { url, problems } = await expressApp(t, {
    options: { problems: 'next' },
    mount: (app, api) => {
      const handler: ErrorRequestHandler = (error, _req, res, _next) => {
        seen.push(error);
        res.status(error.status).json({ mine: error.code });
      };
      app.use(api, handler);
    },
  });
  const answer = await fetch(`${url}/users?nam=x`);
  assert.equal(answer.status, 400);
  assert.deepEqual(await answer.json(), { mine: 'invalid-request' });
  const [error] = seen;
  assert.ok(error instanceof ProblemError && error instanceof Error);
  assert.equal(error.code, 'invalid-request');
  assert.equal(error.status, 400);
  assert.equal(error.statusCode, 400);
  assert.equal(error.problem.errors?.length, 1);
  assert.match(error.instance, /^urn:uuid:/);
  assert.equal(problems.length, 1);
});

test('middleware: Express’s own error handler answers a ProblemError with its status and fields', async (t) => {
  const { url } = await expressApp(t, { options: { problems: 'next' }, mount: (app, api) => app.use(api) });
  const answer = await fetch(`${url}/users`, { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } });
  assert.equal(answer.status, 415);
  assert.equal(answer.headers.get('accept'), 'application/json');
});

test('middleware: a 400 that was handed on leaves the body for nobody, and the next request on the connection works', async (t) => {
  const { url } = await expressApp(t, { options: { problems: 'next' }, mount: (app, api) => app.use(api) });
  for (let round = 0; round < 3; round += 1) {
    const answer = await fetch(`${url}/users?dry=maybe`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(answer.status, 400);
    await answer.text();
  }
});

test('middleware: onProblem gets the problem, its cause, the request and the instance that the caller sees', async (t) => {
  const occurrences: [Problem, string, string | undefined][] = [];
  const { url } = await expressApp(t, {
    options: {
      upstreams: { users: { targets: ['http://127.0.0.1:1'] } },
      onProblem: (problem, { instance, req }) => void occurrences.push([problem, instance, req?.url]),
    },
    mount: (app, api) => app.use(api),
  });
  const answer = await problemOf(await fetch(`${url}/users`));
  const [[problem, instance, path] = []] = occurrences;
  assert.equal(problem?.code, 'upstream-unreachable');
  assert.match(String(problem?.cause), /ECONNREFUSED/);
  assert.equal(instance, answer.instance);
  assert.equal(path, '/users');
  assert.doesNotMatch(JSON.stringify(answer), /ECONNREFUSED|127\.0\.0\.1/);
});

test('middleware: an onProblem that throws changes nothing for the caller', async (t) => {
  const onProblem = () => {
    throw new Error('the log is full');
  };
  const { url } = await expressApp(t, { options: { onProblem }, mount: (app, api) => app.use(api) });
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
  assert.equal((await fetch(`${url}/users?nam=x`)).status, 400);
  assert.match((await warned).message, /the log is full/);
});

test('middleware: by default only causes of 500 are printed', async (t) => {
  const printed: unknown[][] = [];
  t.mock.method(console, 'error', (...line: unknown[]) => void printed.push(line));
  const upstreams = { users: { targets: ['http://127.0.0.1:1'] } };
  const api = paramap({ contracts: usersContract, upstreams, onWarning: () => {} });
  t.after(() => api.close());
  const { url } = await expressApp(t, {
    mount: (app) => app.use('/eaten', (req, _res, next) => void req.resume().on('end', () => next()), api).use(api),
  });
  await fetch(`${url}/users?nam=x`);
  await fetch(`${url}/users`);
  assert.equal(printed.length, 0);
  const answer = await fetch(`${url}/eaten/users`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(printed.length, 1);
  assert.match(String(printed[0]?.[0]), /^paramap: 500 contract-broken in operation addUser/);
  assert.ok(String(printed[0]?.[0]).includes((await problemOf(answer)).instance));
});

test('middleware: problemTypeBase begins the type of every problem', async (t) => {
  const { url } = await expressApp(t, {
    options: { problemTypeBase: 'https://api.example/problems/' },
    mount: (app, api) => app.use(api),
  });
  assert.equal(
    (await problemOf(await fetch(`${url}/users?nam=x`))).type,
    'https://api.example/problems/invalid-request',
  );
});

test('middleware: where another middleware has answered in the meantime, nothing is sent upstream and nothing answered twice', async (t) => {
  const { url, upstream, problems } = await expressApp(t, {
    options: {
      contracts: { ...usersContract, context: { type: 'object', properties: {} } },
      context: () => sleep(100).then(() => ({})),
    },
    mount: (app, api) =>
      app.use((_req, res, next) => {
        setTimeout(() => res.status(503).send('too slow'), 20);
        next();
      }, api),
  });
  const answer = await fetch(`${url}/users`);
  assert.equal(answer.status, 503);
  assert.equal(await answer.text(), 'too slow');
  await sleep(150);
  assert.equal(upstream.requests.length, 0);
  assert.equal(problems.length, 0);
});

test('middleware: a 413 that was handed on closes the connection, for its body is under way', async (t) => {
  const handler: ErrorRequestHandler = (error, _req, res, _next) => void res.status(error.status).end();
  const { port } = await expressApp(t, { options: { problems: 'next' }, mount: (app, api) => app.use(api, handler) });
  const head = 'POST /users HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n';
  const answer = await sendRaw(port, head, { untilClose: true });
  assert.equal(answer.status, 413);
  assert.ok(answer.closed);
});

test('middleware: an onProblem that rejects is a warning, and does not end the process', async (t) => {
  const warned = t.mock.method(process, 'emitWarning', () => {});
  const { url } = await expressApp(t, {
    options: { onProblem: () => Promise.reject(new Error('the log is full')) },
    mount: (app, api) => app.use(api),
  });
  assert.equal((await fetch(`${url}/users?nam=x`)).status, 400);
  await sleep(0);
  assert.match(String(warned.mock.calls[0]?.arguments[0]), /`onProblem` threw: Error: the log is full/);
});

test('middleware: a failure behind a complete answer of the app does not cut that answer', async (t) => {
  const size = 30_000_000;
  const { url } = await expressApp(t, {
    options: {
      contracts: { ...usersContract, context: { type: 'object', properties: {} } },
      context: () => sleep(60).then(() => Promise.reject(new Error('too late'))),
    },
    mount: (app, api) =>
      app.use((_req, res, next) => {
        setTimeout(() => res.end(Buffer.alloc(size)), 20);
        next();
      }, api),
  });
  const answer = await fetch(`${url}/users`);
  await sleep(120);
  assert.equal((await answer.arrayBuffer()).byteLength, size);
});
