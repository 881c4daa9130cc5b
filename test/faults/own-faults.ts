import { afterHead, type Fault, type FaultyTarget, playing } from './fault.ts';
import { answeringWith } from './scripts.ts';

const unavailable = {
  told: {
    status: 503,
    code: 'upstream-unavailable',
    proxyError: 'destination_unavailable',
    again: true,
  },
} as const;
const kept = { stage: 'here', retried: 'never', kept: true } as const;
const failing = 'HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno';

/** Probes arrive as well. */
const uncounted =
  (target: Fault['target']): Fault['target'] =>
  async (t): Promise<FaultyTarget> => ({ url: (await target(t)).url });

/** By what the upstream does, as the middle of a sentence: what we ourselves refuse, or get wrong, and do not send. */
export const ownFaults: Readonly<Record<string, Fault>> = {
  'has as many requests under way as it may have': {
    row: 31,
    ...kept,
    target: playing(afterHead(() => {})),
    options: { maxPending: 1 },
    held: true,
    outcome: { told: { status: 503, code: 'overloaded', proxyError: 'connection_limit_reached', again: true } },
  },
  'has as many requests under way and waiting as it may have': {
    row: 31,
    ...kept,
    target: playing(afterHead(() => {})),
    options: { maxPending: 1, queue: { max: 1, timeoutMs: 50 } },
    held: true,
    outcome: { told: { status: 503, code: 'overloaded', proxyError: 'connection_limit_reached', again: true } },
  },
  'has failed so often that its breaker is open': {
    row: 32,
    ...kept,
    target: playing(afterHead((connection) => connection.reset())),
    options: { breaker: { consecutiveFailures: 2, openMs: 60_000 } },
    settles: true,
    outcome: unavailable,
  },
  'is not well by its health path': {
    row: 32,
    ...kept,
    target: uncounted(answeringWith(failing)),
    options: { health: { path: '/health', everyMs: 60_000 } },
    settles: true,
    outcome: unavailable,
  },
  'would get a request whose mapping fails': {
    row: 34,
    ...kept,
    target: answeringWith(failing),
    path: '/broken',
    outcome: { told: { status: 500, code: 'contract-broken', proxyError: 'proxy_internal_error' } },
  },
  'would get a value that cannot be sent': {
    row: 35,
    ...kept,
    target: answeringWith(failing),
    path: '/unsendable',
    outcome: { told: { status: 400, code: 'invalid-request', proxyError: 'http_request_error' } },
  },
};
