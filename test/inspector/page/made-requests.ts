import type { InspectorState, RequestSummary } from '../../../src/inspector/protocol.ts';
import type { RequestDetail } from '../../../src/inspector/protocol-request.ts';

/** The state of a gateway that was started a while ago. */
export const madeState: InspectorState = {
  version: '0.1.0',
  name: 'paramap',
  startedMs: 1_763_800_000_000,
  mounts: [{ prefix: '', contracts: 1, operations: 3, reloadedMs: 1_763_800_000_000 }],
  recorder: { seen: 0, summaries: 0, mostSummaries: 100_000, details: 0, mostDetails: 1000, bytes: 0, mostBytes: 1e7 },
  hasInsights: false,
  dryRun: { mostBytes: 262_144, timeMs: 2000 },
};

const kinds: readonly Partial<RequestSummary>[] = [
  { target: '/users?userName=ada&tags=a&tags=b', operation: 'findUsers', status: 200, ms: 12.4 },
  {
    target: '/users?username=ada',
    operation: 'findUsers',
    status: 400,
    code: 'invalid-request',
    fault: 'caller',
    ms: 0.4,
    attempts: 0,
  },
  {
    method: 'PUT',
    target: '/users/5c1',
    operation: 'replaceUser',
    status: 502,
    code: 'upstream-reset',
    fault: 'upstream',
    attempts: 2,
    ms: 48,
  },
  { method: 'POST', target: '/orders', operation: 'placeOrder', status: 201, ms: 1840 },
];

/** A request of the list; `sequence` says which of four kinds it is. */
export function madeSummary(sequence: number, other: Partial<RequestSummary> = {}): RequestSummary {
  return {
    id: `r${sequence}`,
    sequence,
    cameMs: 1_763_800_000_000 + sequence * 137,
    method: 'GET',
    target: '/users',
    operation: 'findUsers',
    upstream: 'users',
    status: 200,
    code: '',
    fault: '',
    ms: 3,
    attempts: 1,
    hasLeft: false,
    hasDetail: true,
    ...kinds[sequence % kinds.length],
    ...other,
  };
}

/** As many requests, from the first sequence on. */
export function madeSummaries(first: number, count: number): readonly RequestSummary[] {
  return Array.from({ length: count }, (_, index) => madeSummary(first + index));
}

/** A request in full, that was mapped and answered. */
export function madeDetail(other: Partial<RequestDetail> = {}): RequestDetail {
  const file = 'schemas/users.contract.json';
  return {
    ...madeSummary(4),
    requestId: '5f0c2b3e-0b1a-4c7a-9d3f-2f8f0f3f9b11',
    at: { mount: '', name: 'findUsers', route: 'GET /users', contract: file, line: 14 },
    incoming: {
      method: 'POST',
      target: '/users?userName=ada&since=2026-01-01T00%3A00%3A00Z&debug=1',
      headers: [
        { name: 'Host', value: 'api.example.test' },
        { name: 'Accept', value: 'application/json' },
        { name: 'Authorization', value: '***' },
      ],
      body: {
        kind: 'json',
        text: '{"userName":"ada","born":"1815-12-10","tags":["a","b"],"id":12345678901234567890}',
        isCut: false,
      },
    },
    outgoing: {
      upstream: 'users',
      curl: "curl 'http://users/api/v1/resource'",
      method: 'POST',
      target: '/api/v1/resource?v=2&username=ada&since_ts=1767225600',
      headers: [
        { name: 'Accept', value: 'application/json' },
        { name: 'X-Api-Key', value: '***' },
      ],
      body: {
        kind: 'json',
        text: '{"userName":"ada","profile":{"birth":"10.12.1815"},"tags":["a","b"],"id":12345678901234567890}',
        isCut: false,
      },
    },
    curl: "curl -X POST 'http://127.0.0.1:8080/users?userName=ada'",
    stages: [
      { stage: 'guard', fromMs: 0.02, ms: 0.05 },
      { stage: 'read', fromMs: 0.1, ms: 0.9 },
      { stage: 'validate', fromMs: 1, ms: 0.35 },
      { stage: 'forward', fromMs: 1.4, ms: 10.8 },
    ],
    lineage: [
      {
        to: { in: 'query', name: 'v', pointer: '' },
        value: '"2"',
        from: [{ kind: 'constant', text: 'constant' }],
        codecs: [],
        rules: [{ file, pointer: '/operations/findUsers/upstream/query/v', line: 17 }],
      },
      {
        to: { in: 'query', name: 'username', pointer: '' },
        value: '"ada"',
        from: [{ kind: 'value', place: { in: 'query', name: 'userName', pointer: '' }, text: 'query userName' }],
        codecs: [],
        rules: [{ file, pointer: '/operations/findUsers/query/properties/userName', line: 22 }],
      },
      {
        to: { in: 'query', name: 'since_ts', pointer: '' },
        value: '1767225600',
        from: [{ kind: 'value', place: { in: 'query', name: 'since', pointer: '' }, text: 'query since' }],
        codecs: ['unix-seconds'],
        rules: [{ file, pointer: '/operations/findUsers/query/properties/since', line: 24 }],
      },
      {
        to: { in: 'header', name: 'x-api-key', pointer: '' },
        value: '***',
        from: [{ kind: 'secret', text: 'secret USERS_API_KEY' }],
        codecs: [],
        rules: [{ file, pointer: '/upstream/headers/x-api-key', line: 7 }],
      },
      {
        to: { in: 'body', name: '', pointer: '/profile/birth' },
        value: '"10.12.1815"',
        from: [{ kind: 'value', place: { in: 'body', name: '', pointer: '/born' }, text: 'body /born' }],
        codecs: ['date'],
        rules: [{ file, pointer: '/$defs/User/properties/born', line: 61 }],
      },
    ],
    differences: [
      { kind: 'added', to: { in: 'query', name: 'v', pointer: '' }, text: 'constant' },
      {
        kind: 'renamed',
        from: { in: 'query', name: 'userName', pointer: '' },
        to: { in: 'query', name: 'username', pointer: '' },
        text: '',
      },
      {
        kind: 'converted',
        from: { in: 'query', name: 'since', pointer: '' },
        to: { in: 'query', name: 'since_ts', pointer: '' },
        text: 'through unix-seconds',
      },
      { kind: 'added', to: { in: 'header', name: 'x-api-key', pointer: '' }, text: 'secret USERS_API_KEY' },
      { kind: 'dropped', from: { in: 'query', name: 'debug', pointer: '' }, text: 'not declared, dropped' },
      {
        kind: 'moved',
        from: { in: 'body', name: '', pointer: '/born' },
        to: { in: 'body', name: '', pointer: '/profile/birth' },
        text: 'through date',
      },
    ],
    tries: [
      { upstream: 'users', target: 'users-1', number: 1, cause: 'connection_refused', ms: 1.2, retried: true },
      { upstream: 'users', target: 'users-2', number: 2, status: 200, ms: 9.1, retried: false },
    ],
    answer: { status: 200, bytes: 4231 },
    answerViolations: [],
    deprecated: [],
    ...other,
  };
}
