/* Fastify 5 with its own validation, the rename in the handler, and @fastify/reply-from. */
import replyFrom from '@fastify/reply-from';
import Fastify, { type FastifyReply } from 'fastify';
import { renamedTarget, type UserQuery } from '../by-hand/find-users.ts';
import { type Order, renamedOrder } from '../by-hand/place-order.ts';
import { type Fault, faultsOf, invalidRequest, problem, problemType } from '../by-hand/problem.ts';
import { orderSchema, userPathSchema, userQuerySchema } from '../by-hand/schemas.ts';
import { announcePort, upstreamOrigin } from '../program/announce.ts';

// Fastify would take unknown members away; a misspelt name must not vanish.
const app = Fastify({
  ajv: { customOptions: { allErrors: true, removeAdditional: false, coerceTypes: true } },
});
// Its cache of parsed URLs would always hit here, where all requests are the same, and seldom in life.
app.register(replyFrom, { base: upstreamOrigin, disableCache: true });

app.get<{ Querystring: UserQuery }>(
  '/users/:userId',
  {
    schema: { params: userPathSchema, querystring: userQuerySchema },
    preValidation: (request, _reply, done) => {
      const query: { tags?: unknown } = request.query;
      if (typeof query.tags === 'string') query.tags = query.tags.split(',');
      done();
    },
  },
  (request, reply) => {
    const target = renamedTarget(request.query);
    return typeof target === 'string' ? forward(reply, target) : refuse(reply, target);
  },
);

app.post<{ Body: Order }>('/orders', { schema: { body: orderSchema } }, (request, reply) => {
  const mapped = renamedOrder(request.body);
  return 'order' in mapped ? forward(reply, '/api/v1/orders', { body: mapped.order }) : refuse(reply, mapped);
});

app.get('/reports/latest', (request, reply) => forward(reply, request.url));
app.get('/legacy/*', (request, reply) => forward(reply, request.url));

app.setErrorHandler((error: { statusCode?: number; validation?: unknown; validationContext?: string }, _req, reply) => {
  const { statusCode: status = 500, validation, validationContext } = error;
  if (!Array.isArray(validation)) {
    return reply
      .code(status)
      .type(problemType)
      .send(problem({ status, title: 'The request failed' }));
  }
  const location = validationContext === 'body' ? 'body' : validationContext === 'params' ? 'path' : 'query';
  return refuse(reply, faultsOf(location, validation));
});

function forward(reply: FastifyReply, target: string, content: { body?: unknown } = {}) {
  return reply.from(target, {
    ...content,
    rewriteRequestHeaders: (request, headers) => ({
      ...headers,
      'x-forwarded-for': request.socket.remoteAddress,
      'x-forwarded-proto': 'http',
      'x-forwarded-host': request.headers.host,
    }),
  });
}

const refuse = (reply: FastifyReply, faults: readonly Fault[]) =>
  reply.code(400).type(problemType).send(invalidRequest(faults));

announcePort(Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port));
