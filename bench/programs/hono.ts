/* Hono on Node: its zod validator, the mapping as zod transforms, and its proxy helper, which is `fetch` of Node. */
import { createAdaptorServer } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { zValidator } from '@hono/zod-validator';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { proxy } from 'hono/proxy';
import type { Server } from 'node:http';
import { type Fault, invalidRequest, problem, problemType } from '../by-hand/problem.ts';
import { order, userPath, userQuery, zodFaults } from '../peers/zod.ts';
import { announce, upstreamOrigin } from '../program/announce.ts';

type Judged = { success: true } | { success: false; error: { issues: Parameters<typeof zodFaults>[1] } };

const app = new Hono();

const refuse =
  (location: Fault['in']) =>
  (judged: Judged, c: Context): Response | undefined =>
    judged.success
      ? undefined
      : c.body(invalidRequest(zodFaults(location, judged.error.issues)), 400, { 'Content-Type': problemType });

app.get(
  '/users/:userId',
  zValidator('param', userPath, refuse('path')),
  zValidator('query', userQuery, refuse('query')),
  (c) => forward(c, c.req.valid('query')),
);

app.post('/orders', zValidator('json', order, refuse('body')), (c) =>
  forward(c, '/api/v1/orders', JSON.stringify(c.req.valid('json'))),
);

app.get('/reports/latest', (c) => forward(c, c.req.path));
app.get('/legacy/*', (c) => forward(c, c.req.path));

app.onError((error, c) => {
  const status = error instanceof HTTPException ? error.status : 500;
  return c.body(problem({ status, title: 'The request failed' }), status, { 'Content-Type': problemType });
});

function forward(c: Context, target: string, body?: string): Promise<Response> {
  const { method } = c.req;
  return proxy(`${upstreamOrigin}${target}`, {
    method,
    headers: {
      ...c.req.header(),
      // Those of the caller's connection, and those of its content, which is written anew.
      connection: undefined,
      host: undefined,
      'content-length': undefined,
      'x-forwarded-for': getConnInfo(c).remote.address,
      'x-forwarded-proto': 'http',
      'x-forwarded-host': c.req.header('host'),
    },
    ...(body !== undefined && { body }),
  });
}

announce(createAdaptorServer({ fetch: app.fetch }) as Server);
