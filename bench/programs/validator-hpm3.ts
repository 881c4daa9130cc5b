/* The same on http-proxy-middleware 3 without an agent: a plain install of some years ago. */
import { createProxyMiddleware, fixRequestBody } from 'http-proxy-middleware3';
import { announce, upstreamOrigin } from '../program/announce.ts';
import { createValidatorApp } from './parts/validator-app.ts';

announce(
  createValidatorApp(
    createProxyMiddleware({
      target: upstreamOrigin,
      changeOrigin: true,
      xfwd: true,
      on: { proxyReq: fixRequestBody },
    }),
  ),
);
