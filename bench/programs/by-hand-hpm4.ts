/* Express 5 and Ajv by hand, forwarded by http-proxy-middleware 4 with keep-alive. */
import { Agent, createServer } from 'node:http';
import express from 'express';
import { createProxyMiddleware, fixRequestBody } from 'http-proxy-middleware';
import { findUsersTarget } from '../by-hand/find-users.ts';
import { upstreamOrder } from '../by-hand/place-order.ts';
import { invalidRequest, problemType } from '../by-hand/problem.ts';
import { announce, upstreamOrigin } from '../program/announce.ts';

const proxy = createProxyMiddleware({
  target: upstreamOrigin,
  changeOrigin: true,
  xfwd: true,
  agent: new Agent({ keepAlive: true }),
  on: { proxyReq: fixRequestBody },
});

const app = express();
app.disable('x-powered-by');

app.get('/users/:userId', (req, res, next) => {
  const target = findUsersTarget(req.params.userId, req.query as Record<string, string | string[]>);
  if (typeof target !== 'string') {
    res.status(400).type(problemType).send(invalidRequest(target));
    return;
  }
  req.url = target;
  return proxy(req, res, next);
});

app.post('/orders', express.json({ limit: '1mb' }), (req, res, next) => {
  const mapped = upstreamOrder(req.body);
  if (!('order' in mapped)) {
    res.status(400).type(problemType).send(invalidRequest(mapped));
    return;
  }
  req.url = '/api/v1/orders';
  req.body = mapped.order;
  return proxy(req, res, next);
});

app.get('/reports/latest', proxy);
app.get('/legacy/{*path}', proxy);

announce(createServer(app));
