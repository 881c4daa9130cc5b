import type { CatalogueEntry } from './catalogue-entry.ts';

const fromCaller = { fault: 'caller', retryable: false, actor: 'caller' } as const;

/** Codes of the catalogue about credentials. Source: RFC 9110, section 15.5.2; RFC 6750, section 3.1. */
export const credentialProblems = {
  'credential-missing': {
    ...fromCaller,
    stage: 'guard',
    status: 401,
    proxyError: 'http_request_denied',
    title: 'A credential is missing',
    meaning: 'The operation asks for a credential that the request does not carry.',
    remedy: 'Send the credential that the `WWW-Authenticate` field of the answer asks for.',
  },
  'credential-invalid': {
    ...fromCaller,
    stage: 'guard',
    status: 401,
    proxyError: 'http_request_denied',
    title: 'The credential is not valid',
    meaning: 'The credential has not the right form, has expired, or cannot be verified.',
    remedy: 'Get a new credential from where it was issued, and send it as `WWW-Authenticate` says.',
  },
  'credential-refused': {
    ...fromCaller,
    stage: 'guard',
    status: 403,
    proxyError: 'http_request_denied',
    title: 'The credential does not allow this',
    meaning: 'The credential is valid, but lacks a scope or claim that the operation asks for.',
    remedy: 'Use a credential that has what `detail` names; asking again with the same one is of no use.',
  },
  'origin-refused': {
    ...fromCaller,
    stage: 'guard',
    status: 403,
    proxyError: 'http_request_denied',
    title: 'The page may not open a connection',
    meaning: 'A page of another origin asks for a WebSocket, and the gateway does not name that origin.',
    remedy: 'Open it from a page of the same host, or have the origin added to the option `upgrades.origins`.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

/** The code of the catalogue about rates. Source: RFC 6585, section 4. */
export const rateProblems = {
  'rate-limited': {
    ...fromCaller,
    stage: 'guard',
    status: 429,
    proxyError: 'http_request_error',
    retryable: true,
    title: 'Too many requests',
    meaning: 'The caller has spent what a rate limit of the contract allows; the `RateLimit` fields say which.',
    remedy: 'Wait as long as the `Retry-After` field of the answer says, and spread requests over time.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

/** The code of the catalogue for what could be neither admitted nor refused. */
export const guardProblems = {
  'guard-unavailable': {
    stage: 'guard',
    status: 503,
    title: 'The request cannot be checked now',
    fault: 'upstream',
    retryable: true,
    proxyError: 'proxy_internal_error',
    meaning:
      'What is needed to verify a credential or to count a rate limit cannot be reached. The request was not sent.',
    actor: 'operator of the gateway',
    remedy: 'Look at the cause that `onProblem` is told: the store of the limits, or the keys of the issuer of tokens.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
