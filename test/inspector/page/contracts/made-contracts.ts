import type {
  CheckState,
  ContractsAnswer,
  ContractView,
  OperationDetail,
  OperationView,
} from '../../../../src/inspector/protocol-contracts.ts';
import { added, end, userRules, value } from './rules.ts';

const file = 'schemas/users.contract.json';

const found: OperationView = {
  name: 'findUsers',
  route: 'GET /users',
  summary: 'Find users by name',
  isDeprecated: false,
  upstream: { name: 'users', route: 'GET /api/v1/resource' },
  usage: { requests: 12_408, statuses: { '2xx': 12_000, '4xx': 408 }, codes: { 'invalid-request': 408 } },
  verdict: 'proved',
};

const replaced: OperationView = {
  ...found,
  name: 'replaceUser',
  route: 'PUT /users/{userId}',
  summary: 'Replace a user',
  upstream: { name: 'users', route: 'POST /api/v1/resource/{id}/update' },
  usage: { requests: 0, statuses: {}, codes: {} },
  verdict: 'refuted',
};

/** The contract `Users`, and as many operations beside it in another. */
export function madeContracts(more = 4, check: CheckState = { state: 'done', finishedMs: 1 }): ContractsAnswer {
  const users: ContractView = {
    mount: '',
    file,
    title: 'Users',
    version: '1.2.0',
    source: 's1',
    operations: [found, replaced],
  };
  const others = Array.from({ length: more }, (_, index): OperationView => {
    const name = `operation${index}`;
    const verdict = ([undefined, 'proved', 'tested'] as const)[index % 3];
    return { ...found, name, route: `GET /things/${index}`, summary: undefined, verdict, isDeprecated: index === 1 };
  });
  const things: ContractView = { ...users, file: 'schemas/things.contract.json', title: 'Things', operations: others };
  return { contracts: more === 0 ? [users] : [users, { ...things, source: 's2' }], check };
}

/** `findUsers` in full. */
export function madeOperation(other: Partial<OperationDetail> = {}): OperationDetail {
  return {
    ...found,
    mount: '',
    file,
    line: 14,
    rules: userRules,
    answers: [
      {
        status: '200',
        rules: [
          value('body /*/username', 'body /*/userName', { to: end('body /*/userName', { isRequired: true }) }),
          value('body /*/profile/birth', 'body /*/born', { codecs: ['date dd.MM.yyyy'] }),
        ],
      },
    ],
    asks: ['key: header X-Key; not forwarded', 'calls: 100 in 60 s for each address'],
    examples: 7,
    coverage: {
      mapping: [
        { place: 'query.userName', rule: 'renamed', reached: true },
        { place: 'query.since', rule: 'codec unix-seconds', reached: true },
        { place: 'query.trace', rule: 'codec words', reached: false },
      ],
      refusals: [{ place: 'query.age', rule: 'minimum', reached: false }],
      answers: [],
      failing: 0,
    },
    check: { verdict: 'proved', tried: 0, refutations: [], obstacles: [], answers: 'proved', answerNotes: [] },
    ...other,
  };
}

/** `replaceUser` in full, which the check refuted. */
export function madeRefuted(): OperationDetail {
  const place = { in: 'query', name: 'age', because: 'the contract accepts 150, the backend at most 120' };
  const backend = { file: 'users-backend.openapi.json', pointer: '/paths/~1api', line: 31 };
  return madeOperation({
    ...replaced,
    rules: [
      value('path userId', 'path id', { codecs: ['uuid-compact'], from: end('path userId', { isRequired: true }) }),
      value('body /userName', 'body /username', { from: end('body /userName', { isRequired: true }) }),
      value('body /born', 'body /profile/birth', { codecs: ['date dd.MM.yyyy'], reasons: ['only on branch oneOf/1'] }),
      added('template', 'template of body /first and body /last', 'body /label'),
    ],
    answers: [],
    examples: 0,
    coverage: undefined,
    check: {
      verdict: 'refuted',
      tried: 0,
      refutations: [
        {
          ...{ ...place, backend, keyword: 'maximum', cure: 'write "maximum": 120', request: 'GET /users?age=150' },
          ...{ outgoing: 'GET /api/v1/resource?age=150', curl: "curl 'http://127.0.0.1:8080/users?age=150'" },
        },
      ],
      obstacles: [{ ...place, backend, keyword: 'pattern' }],
      answerNotes: [],
    },
  });
}
