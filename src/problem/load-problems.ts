import type { CatalogueEntry } from './catalogue-entry.ts';

/** The code of the catalogue about our own limit of requests under way. Source: RFC 9110, section 15.6.4. */
export const loadProblems = {
  overloaded: {
    stage: 'forward',
    status: 503,
    title: 'Too many requests are under way',
    fault: 'upstream',
    retryable: true,
    proxyError: 'connection_limit_reached',
    meaning:
      'As many requests to the upstream are under way, and wait for it, as the gateway takes. The request was not sent.',
    actor: 'operator of the upstream',
    remedy:
      'Find out why the upstream is slow, or give it more room: more targets, or a higher `maxPending` or `queue`.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
