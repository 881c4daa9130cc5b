/* Today's stack: Express 5, express-openapi-validator, a hand-written rename, http-proxy-middleware 4 with keep-alive. */
import { Agent } from 'node:http';
import { createProxyMiddleware, fixRequestBody } from 'http-proxy-middleware';
import { announce, upstreamOrigin } from '../program/announce.ts';
import { createValidatorApp } from './parts/validator-app.ts';

announce(
  createValidatorApp(
    createProxyMiddleware({
      target: upstreamOrigin,
      changeOrigin: true,
      xfwd: true,
      agent: new Agent({ keepAlive: true }),
      on: { proxyReq: fixRequestBody },
    }),
  ),
);
