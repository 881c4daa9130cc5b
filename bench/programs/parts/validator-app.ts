import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import { renamedTarget, type UserQuery } from '../../by-hand/find-users.ts';
import { renamedOrder } from '../../by-hand/place-order.ts';
import { type Fault, invalidRequest, problem, problemType } from '../../by-hand/problem.ts';
import { openApiDocument } from './open-api-document.ts';

/** Express 5 with express-openapi-validator and a hand-written rename, in front of a proxy that sends `req` on. */
export function createValidatorApp(proxy: RequestHandler): Server {
  const app = express();
  app.disable('x-powered-by');
  app.use('/legacy', (req, res, next) => {
    // The proxy forwards `req.url`, from which Express has taken the mount path.
    req.url = req.originalUrl;
    return proxy(req, res, next);
  });
  app.use(express.json({ limit: '1mb' }));
  app.use(
    OpenApiValidator.middleware({
      apiSpec: openApiDocument,
      validateRequests: { allErrors: true, allowUnknownQueryParameters: false },
      validateResponses: false,
    }),
  );
  app.get('/users/:userId', renameUsers, proxy);
  app.post('/orders', renameOrder, proxy);
  app.get('/reports/latest', proxy);
  app.use(onError);
  return createServer(app);
}

const renameUsers: RequestHandler = (req, res, next) => {
  // Validated and converted by now.
  const query: unknown = req.query;
  const target = renamedTarget(query as UserQuery);
  if (typeof target === 'string') {
    req.url = target;
    next();
  } else res.status(400).type(problemType).send(invalidRequest(target));
};

const renameOrder: RequestHandler = (req, res, next) => {
  const mapped = renamedOrder(req.body);
  if ('order' in mapped) {
    req.url = '/api/v1/orders';
    req.body = mapped.order;
    next();
  } else res.status(400).type(problemType).send(invalidRequest(mapped));
};

interface ValidatorError {
  readonly status?: number;
  readonly errors?: readonly { readonly path: string; readonly message: string; readonly errorCode?: string }[];
}

const onError: ErrorRequestHandler = (error: ValidatorError, _req, res, _next) => {
  const { status = 500, errors } = error;
  res.status(status).type(problemType);
  if (errors === undefined) {
    res.send(problem({ status, title: 'The request failed' }));
    return;
  }
  const faults = errors.map(
    ({ path, message, errorCode = 'invalid' }): Fault => ({
      in: path.startsWith('/body') ? 'body' : 'query',
      pointer: path,
      code: errorCode,
      detail: `${path}: ${message}`,
    }),
  );
  res.send(invalidRequest(faults));
};
