import type { CatalogueEntry } from './catalogue-entry.ts';
import { loadProblems } from './load-problems.ts';
import { credentialProblems, guardProblems, rateProblems } from './guard-problems.ts';
import { timeoutProblems, upstreamProblems } from './upstream-problems.ts';

const fromCaller = { fault: 'caller', retryable: false, proxyError: 'http_request_error', actor: 'caller' } as const;

/**
 * Every code that an answer of our own can carry; `docs/problems.md` is tested against it.
 * Source: the statuses are those of RFC 9110, section 15, and the proxy errors those of RFC 9209, section 2.3.
 */
export const catalogue = {
  'invalid-request': {
    ...fromCaller,
    stage: 'validate',
    status: 400,
    title: 'The request does not fit the contract',
    meaning: 'Values are missing, unknown, of the wrong form, or cannot be sent on safely; `errors` lists them all.',
    remedy: 'Repair every entry of `errors`; each says where it stands, what is wrong and what fits.',
  },
  'malformed-body': {
    ...fromCaller,
    stage: 'read',
    status: 400,
    title: 'The body is not what its type says',
    meaning:
      'The body could not be read as the JSON, XML, form or text that its Content-Type and Content-Encoding promise.',
    remedy:
      'Write the body with a library for its format; `detail` names the first fault, with line and column where these are known.',
  },
  'malformed-request': {
    ...fromCaller,
    stage: 'receive',
    status: 400,
    title: 'The request is not valid HTTP',
    meaning: 'The request line, a header field, the framing or the escapes of the path break the rules of HTTP.',
    remedy: 'Send the request with an HTTP library, and percent-encode the values that stand in the URL.',
  },
  ...credentialProblems,
  'no-such-route': {
    ...fromCaller,
    stage: 'match',
    status: 404,
    title: 'No operation has this path',
    meaning: 'No contract declares a route for the path.',
    remedy: 'Compare the path with the documentation of the API; mind the prefix under which the API is mounted.',
  },
  'method-not-allowed': {
    ...fromCaller,
    stage: 'match',
    status: 405,
    title: 'The path does not have this method',
    meaning: 'The path is declared, but not for this method.',
    remedy: 'Use one of the methods that the `Allow` field of the answer lists.',
  },
  'request-timeout': {
    ...fromCaller,
    stage: 'receive',
    status: 408,
    retryable: true,
    title: 'The request did not arrive in time',
    meaning: 'The header section or the body was not complete within the time that the gateway allows.',
    remedy: 'Send the request again on a new connection, and look for what slows the sending.',
  },
  'operation-retired': {
    ...fromCaller,
    stage: 'match',
    status: 410,
    title: 'The operation has been retired',
    meaning: 'The operation was deprecated, and the day until which it was served has passed. Nothing was sent.',
    remedy: 'Use the operation that `detail` or the `Link` field of the answer names.',
  },
  'body-too-large': {
    ...fromCaller,
    stage: 'read',
    status: 413,
    title: 'The body is too large',
    meaning: 'The body is larger than the limit that `detail` names.',
    remedy: 'Send less, or split the content over several requests.',
  },
  'url-too-long': {
    ...fromCaller,
    stage: 'receive',
    status: 414,
    title: 'The URL is too long',
    meaning: 'Path and query together are longer than the limit that `detail` names.',
    remedy: 'Send fewer or shorter parameters.',
  },
  'unsupported-media-type': {
    ...fromCaller,
    stage: 'read',
    status: 415,
    title: 'The operation does not take this kind of content',
    meaning: 'The media type, charset or content coding of the body is not declared, or the operation takes no body.',
    remedy: 'Send the content as the `Accept` or `Accept-Encoding` field of the answer says, or leave the body out.',
  },
  'expectation-failed': {
    ...fromCaller,
    stage: 'receive',
    status: 417,
    title: 'The expectation cannot be met',
    meaning: 'The `Expect` field asks for something else than `100-continue`.',
    remedy: 'Leave the `Expect` field out.',
  },
  ...rateProblems,
  'headers-too-large': {
    ...fromCaller,
    stage: 'receive',
    status: 431,
    title: 'The header fields are too large',
    meaning: 'The header section is larger, or has more fields, than the limit that `detail` names.',
    remedy: 'Send fewer or smaller header fields; often it is cookies that have piled up.',
  },
  'contract-broken': {
    stage: 'validate',
    status: 500,
    title: 'The gateway could not process the request',
    fault: 'contract',
    retryable: false,
    proxyError: 'proxy_internal_error',
    meaning:
      'A stage failed unexpectedly: a defect of the contract or of the gateway. Nothing was sent to the upstream.',
    actor: 'author of the contract',
    remedy: 'Find the `instance` of the answer in the log of the gateway, where the cause stands beside it.',
  },
  'method-not-implemented': {
    ...fromCaller,
    stage: 'match',
    status: 501,
    proxyError: 'proxy_internal_response',
    title: 'The method is not known',
    meaning: 'No operation of any contract uses this method.',
    remedy: 'Look for a misspelt method.',
  },
  ...upstreamProblems,
  ...loadProblems,
  ...guardProblems,
  ...timeoutProblems,
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

/** The stable name of a kind of problem; programs match on it. */
export type ProblemCode = keyof typeof catalogue;

/** Every code, in the order of the statuses. */
export const problemCodes = Object.keys(catalogue) as readonly ProblemCode[];
