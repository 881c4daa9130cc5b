import { join } from 'node:path';
import cors from 'cors';
import express from 'express';
import { keepRawBody, paramap } from 'paramap';

/** The app: its own routes, paramap below `/api`, and one error handler for both. */
export function createApp(backendUrl) {
  const api = paramap({
    contracts: join(import.meta.dirname, 'contacts.contract.json'),
    upstreams: { people: { targets: [backendUrl] } },
    // Hands problems to the error handler below. Without this line paramap answers them itself.
    problems: 'next',
    // What the app knows and mappings may use; the contract declares it.
    context: (req) => ({ team: req.user.team }),
  });

  const app = express();
  app.use(cors());
  // `keepRawBody` lets paramap judge the very bytes that the caller sent, after another parser has read them.
  app.use(express.json({ verify: keepRawBody }));
  app.use(signIn);
  app.get('/health', (_req, res) => res.json({ ok: true }));
  app.use('/api', api);
  // Routes that no contract knows come through, so the app can have its own under the same prefix.
  app.get('/api/about', (_req, res) => res.json({ about: 'a route of the app itself' }));
  app.use(answerErrors);
  return { app, close: () => api.close() };
}

/** Stands for passport, a session or a token check. */
function signIn(req, _res, next) {
  req.user = { team: 'sales' };
  next();
}

/** The app's own form of an error. Problems of paramap have `problem`; their `errors` list every fault. */
function answerErrors(error, _req, res, _next) {
  const status = error.status ?? 500;
  const message = status < 500 ? error.message : 'something went wrong';
  res
    .status(status)
    .set(error.headers ?? {})
    .json({ error: { code: error.code, message, faults: error.problem?.errors } });
}
