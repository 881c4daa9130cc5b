/*
 * The yardstick: what an expert writes for these routes with Express 5, Ajv and undici, and nothing in general.
 */
import { createServer } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import { findUsersTarget } from '../by-hand/find-users.ts';
import { createForward } from '../by-hand/forward.ts';
import { upstreamOrder } from '../by-hand/place-order.ts';
import { invalidRequest, problem, problemType } from '../by-hand/problem.ts';
import { announce, upstreamOrigin } from '../program/announce.ts';

const forward = createForward(upstreamOrigin);
const app = express();
app.disable('x-powered-by');
app.disable('etag');

app.get('/users/:userId', (req, res) => {
  const target = findUsersTarget(req.params.userId, req.query as Record<string, string | string[]>);
  if (typeof target === 'string') forward(req, res, { method: 'GET', path: target });
  else res.status(400).type(problemType).send(invalidRequest(target));
});

app.post('/orders', express.json({ limit: '1mb' }), (req, res) => {
  const mapped = upstreamOrder(req.body);
  if ('order' in mapped) {
    forward(req, res, { method: 'POST', path: '/api/v1/orders', body: JSON.stringify(mapped.order) });
  } else res.status(400).type(problemType).send(invalidRequest(mapped));
});

app.get('/reports/latest', (req, res) => forward(req, res, { method: 'GET', path: req.originalUrl }));
app.get('/legacy/{*path}', (req, res) => forward(req, res, { method: 'GET', path: req.originalUrl }));

const onError: ErrorRequestHandler = (error: { status?: number }, _req, res, _next) => {
  const status = error.status ?? 500;
  res
    .status(status)
    .type(problemType)
    .send(problem({ status, title: 'The request failed' }));
};
app.use(onError);

announce(createServer(app));
