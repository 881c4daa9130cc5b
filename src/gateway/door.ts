import type { IncomingMessage, ServerResponse } from 'node:http';
import { operationMethods } from '../http/methods.ts';
import type { Call, Invitation } from '../middleware/call.ts';
import { contractBroken, headersTooLarge, methodNotAllowed, urlTooLong } from '../problem/edge-problem.ts';
import type { Mismatch } from '../middleware/reception.ts';
import type { Unmatched } from '../middleware/instance.ts';
import { requestIdOf } from '../middleware/request-id.ts';
import { hasContent } from '../middleware/take-body.ts';
import { createProblem, type Problem } from '../problem/problem.ts';
import type { Connections } from './connections.ts';
import { type Cors, createCors } from './cors.ts';
import { judgeRequest } from './judge-request.ts';
import type { Mounts } from './mounts.ts';
import { createOptionsAnswer } from './options-answer.ts';
import { trustedNetworks } from './trusted-networks.ts';

/** What the caller expects before it sends its body; `continue` is `100-continue`, the only one that HTTP knows. */
export type Expectation = 'none' | 'continue' | 'unknown';

/** Takes a request in at the server's edge. */
export type Door = (met: Met, expectation: Expectation, upgrade?: Call['upgrade']) => void;

/** A request and its answer, as a server meets them. */
interface Met {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** What is behind the door: one instance, or several that look like one. */
type Served = Pick<Mounts, 'options' | 'refuse' | 'handle' | 'find' | 'signals'>;

/** Makes the way from the server to the instance: HTTP's own rules first, then the routes, and an answer for the rest. */
export function createDoor(instance: Served, connections: Connections): Door {
  const trust = trustedNetworks(instance.options.trustProxy);
  const answerOptions = createOptionsAnswer(instance.options.name);
  const cors = createCors(instance);

  const unmatched: Unmatched = (call, match) => {
    const { method = '' } = call.req;
    if (method === 'OPTIONS' && match.kind === 'method') answerOptions(call, match.allow);
    else instance.refuse(call, unmatchedProblem(method, match));
  };

  return ({ req, res }, expectation, upgrade) => {
    if (connections.isDoomed(req.socket)) return;
    const call = openCall(instance, { req, res, trust, expectation, upgrade });
    const malformed = judgeRequest(req);
    if (malformed !== undefined) {
      connections.doom(req.socket);
      res.shouldKeepAlive = false;
    }
    if (upgrade === undefined) cors?.mark(call);
    const problem = malformed ?? judgeLimits(req, instance, expectation);
    if (problem !== undefined) instance.refuse(call, problem);
    else if (req.url === '*') answerOptions(call, operationMethods);
    else if (cors === undefined || !answersPreflight(cors, call)) instance.handle(call, unmatched);
  };

  function answersPreflight({ preflight }: Cors, call: Call): boolean {
    try {
      return preflight(call);
    } catch (cause) {
      instance.refuse(call, contractBroken(cause));
      return true;
    }
  }
}

function judgeLimits(req: IncomingMessage, { options }: Served, expectation: Expectation): Problem | undefined {
  const { length } = req.url ?? '';
  if (length > options.limits.urlBytes) return urlTooLong(length, options.limits.urlBytes);
  const tooLarge = headersTooLarge(req.rawHeaders, options.limits);
  // Node also takes `100-continue` among others for the one that it knows.
  const isKnown = expectation === 'none' || req.headers.expect?.trim().toLowerCase() === '100-continue';
  if (tooLarge !== undefined || isKnown) return tooLarge;
  return createProblem('expectation-failed', { detail: 'Only the expectation `100-continue` can be met' });
}

function unmatchedProblem(method: string, match: Mismatch): Problem {
  // RFC 9110, section 9.1: 405 is for methods that the server knows.
  if (!operationMethods.includes(method))
    return createProblem('method-not-implemented', { detail: `No operation uses ${method}` });
  if (match.kind === 'method') return methodNotAllowed(method, match.allow);
  return createProblem('no-such-route', { detail: 'No operation has this path' });
}

interface Arrival extends Met {
  readonly trust: Call['trust'];
  readonly expectation: Expectation;
  readonly upgrade: Call['upgrade'];
}

function openCall(instance: Served, { req, res, trust, expectation, upgrade }: Arrival): Call {
  const requestId = requestIdOf(req, res, instance.options.requestId);
  const call: Call = {
    req,
    res,
    requestId,
    trust,
    upgrade,
    watch: instance.signals.watch({ req, res, requestId: requestId.value }),
    invitation: expectation !== 'none' && hasContent(req) ? createInvitation(res) : undefined,
    // A handler behind `forward` that hands the request on finds nothing behind it here.
    next: (error) => instance.refuse(call, contractBroken(error ?? new Error('`forward` called `next()`'))),
  };
  return call;
}

function createInvitation(res: ServerResponse): Invitation {
  let sent = false;
  return {
    get sent() {
      return sent;
    },
    send() {
      if (sent) return;
      sent = true;
      res.writeContinue();
    },
  };
}
