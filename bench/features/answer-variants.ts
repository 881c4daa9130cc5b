/** What a contract may declare of an answer, one more with each line. */
export interface AnswerVariant {
  readonly name: string;
  readonly title: string;
  /** Members of the operation. */
  readonly operation: object;
  /** What the first item of the upstream's answer is called and is for the caller. */
  readonly expectedItem: object;
}

const sent = { id: 1, name: 'testuser', age: 36, tags: ['a', 'b'], since: '2025-11-20T09:30:00Z' };
const renamed = { userId: 1, userName: 'testuser', age: 36, tags: ['a', 'b'], since: '2025-11-20T09:30:00Z' };

const plain = {
  userId: { type: 'integer', minimum: 1 },
  userName: { type: 'string', minLength: 1 },
  age: { type: 'integer', minimum: 0, maximum: 150 },
  tags: { type: 'array', items: { type: 'string' } },
  since: { type: 'string', format: 'date-time' },
};
const { userId, userName, ...others } = plain;
const unmapped = { id: userId, name: userName, ...others };
const mapped = {
  ...others,
  userId: { ...userId, 'x-upstream': 'id' },
  userName: { ...userName, 'x-upstream': 'name' },
};

const answered = (properties: object, responseValidation: 'off' | 'report' | 'enforce'): object => ({
  responseValidation,
  responses: {
    '200': {
      content: {
        'application/json': {
          type: 'object',
          required: ['items'],
          properties: {
            status: { type: 'string' },
            items: { type: 'array', items: { type: 'object', required: Object.keys(properties), properties } },
          },
        },
      },
    },
  },
});

/** All of them get the same answer of 190 bytes, a list of two objects. The first is what the others are compared with. */
export const answerVariants: readonly AnswerVariant[] = [
  { name: 'untouched', title: 'not declared: streamed untouched', operation: {}, expectedItem: sent },
  {
    name: 'watched',
    title: 'declared, validation reported: streamed, a copy is judged',
    operation: answered(unmapped, 'report'),
    expectedItem: sent,
  },
  {
    name: 'enforced',
    title: 'declared, validation enforced: read as a whole, judged',
    operation: answered(unmapped, 'enforce'),
    expectedItem: sent,
  },
  {
    name: 'mapped',
    title: 'mapped back: other names, not validated',
    operation: answered(mapped, 'off'),
    expectedItem: renamed,
  },
  {
    name: 'mapped-enforced',
    title: 'mapped back and validated',
    operation: answered(mapped, 'enforce'),
    expectedItem: renamed,
  },
];
