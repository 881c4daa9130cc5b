import type { CatalogueEntry } from './catalogue-entry.ts';

const fromUpstream = { fault: 'upstream', actor: 'operator of the upstream' } as const;

/** Codes of the catalogue about the service behind. Source: RFC 9110, sections 15.6.3 and 15.6.4. */
export const upstreamProblems = {
  'upstream-unreachable': {
    ...fromUpstream,
    stage: 'forward',
    status: 502,
    retryable: true,
    proxyError: 'destination_unavailable',
    title: 'The service behind could not be reached',
    meaning: 'No connection came about: its name was not found, it refused, or TLS failed. The request was not sent.',
    remedy: 'Check that the upstream runs and that its address and certificates in the options are right.',
  },
  'upstream-reset': {
    ...fromUpstream,
    stage: 'forward',
    status: 502,
    retryable: false,
    proxyError: 'connection_terminated',
    title: 'The service behind broke off',
    meaning: 'The upstream closed the connection before its answer was complete; it may have acted on the request.',
    remedy: 'Look in the log of the upstream for a crash or a restart at the time of the answer.',
  },
  'upstream-invalid-response': {
    ...fromUpstream,
    stage: 'forward',
    status: 502,
    retryable: false,
    proxyError: 'http_protocol_error',
    title: 'The service behind gave no valid answer',
    meaning: 'What the upstream answered breaks the rules of HTTP; it may have acted on the request.',
    remedy:
      'Look at what the upstream writes to the connection; often it is no HTTP server, or it failed while answering.',
  },
  'upstream-contract-violation': {
    ...fromUpstream,
    stage: 'reply',
    status: 502,
    retryable: false,
    proxyError: 'http_protocol_error',
    title: 'The service behind broke its contract',
    meaning:
      'The answer of the upstream does not fit what the contract declares of it; the upstream has acted on the request.',
    remedy: 'Look at what `onProblem` is told as the cause: it lists what does not fit. No caller ever sees it.',
  },
  'loop-detected': {
    ...fromUpstream,
    stage: 'forward',
    status: 502,
    retryable: false,
    proxyError: 'proxy_loop_detected',
    title: 'The request came back to the gateway',
    meaning: 'The request carries the name of this gateway in `Via`: an upstream of it leads back to it.',
    actor: 'operator of the gateway',
    remedy: 'Correct the targets of the upstream, or give gateways that stand behind one another different names.',
  },
  'upstream-unavailable': {
    ...fromUpstream,
    stage: 'forward',
    status: 503,
    retryable: true,
    proxyError: 'destination_unavailable',
    title: 'The service behind is not available now',
    meaning: 'The gateway is closing, or has no target to send the request to. The request was not sent.',
    actor: 'operator of the gateway',
    remedy: 'Wait until the gateway has started again; the caller may repeat the request then.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

/** The code of the catalogue about a service that is too slow. Source: RFC 9110, section 15.6.5. */
export const timeoutProblems = {
  'upstream-timeout': {
    ...fromUpstream,
    stage: 'forward',
    status: 504,
    retryable: false,
    proxyError: 'http_response_timeout',
    title: 'The service behind took too long',
    meaning: 'The time limit that `timer` names ran out; the upstream may have acted on the request.',
    remedy: 'Find out why the upstream is slow, or raise the time limit for this operation.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
