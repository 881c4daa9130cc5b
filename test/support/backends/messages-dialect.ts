import { compileDemand, exactly, listOf, text } from './demands.ts';
import type { Dialect } from './model-provider.ts';

const filled = text();
const block = (...blocks: readonly object[]) => ({
  oneOf: [
    filled,
    { ...listOf({ discriminator: { propertyName: 'type' }, type: 'object', required: ['type'], oneOf: blocks }) },
  ],
});
const textBlock = exactly({ type: { const: 'text' }, text: filled });
const toolUse = exactly({ type: { const: 'tool_use' }, id: filled, name: filled, input: { type: 'object' } });
const toolResult = exactly({ type: { const: 'tool_result' }, tool_use_id: filled, content: filled });
const message = {
  discriminator: { propertyName: 'role' },
  type: 'object',
  required: ['role'],
  oneOf: [
    exactly({ role: { const: 'user' }, content: block(textBlock, toolResult) }),
    exactly({ role: { const: 'assistant' }, content: block(textBlock, toolUse) }),
  ],
};
const demand = compileDemand(
  exactly(
    {
      model: { enum: ['claude-3-5-haiku-latest', 'claude-sonnet-4-5'] },
      // Less than the contract lets through: what a model can is not the gateway's to know.
      max_tokens: { type: 'integer', minimum: 1, maximum: 4096 },
      messages: listOf(message),
    },
    {
      system: filled,
      temperature: { type: 'number', minimum: 0, maximum: 1 },
      stop_sequences: listOf(filled),
      stream: { type: 'boolean' },
      tools: listOf(exactly({ name: filled, input_schema: { type: 'object' } }, { description: filled })),
    },
  ),
);

const model = 'claude-sonnet-4-5-20250929';
const event = (type: string, more: object = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
const delta = (index: number, part: object): string => event('content_block_delta', { index, delta: part });
const begin = (content: readonly object[], reason: string | null, output: number) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model,
  content,
  stop_reason: reason,
  stop_sequence: null,
  usage: { input_tokens: 12, output_tokens: output },
});
const statuses = { key: 401, request: 400, rate: 429, server: 529 } as const;
const types = {
  key: ['authentication_error', 'invalid x-api-key'],
  request: ['invalid_request_error', ''],
  rate: ['rate_limit_error', 'Rate limit reached'],
  server: ['overloaded_error', 'Overloaded'],
} as const;

/** In the manner of Anthropic's messages. Source: docs.anthropic.com/en/api/messages, and messages-streaming. */
export const messagesDialect: Dialect = {
  path: '/v1/messages',
  hasKey: (headers) => headers['x-api-key'] === 'test-key' && headers['anthropic-version'] === '2023-06-01',
  complaint: demand,
  error(trouble, complaint) {
    const [type, words] = types[trouble];
    const place = complaint?.pointer.slice(1).replaceAll('/', '.') || complaint?.member;
    const message = complaint === undefined ? words : `${place}: ${complaint.reason}`;
    return { status: statuses[trouble], body: { type: 'error', error: { type, message }, request_id: 'req_1' } };
  },
  answer({ words, call }) {
    const used = call && { type: 'tool_use', id: call.id, name: call.name, input: call.arguments };
    const content = [{ type: 'text', text: words.join('') }, ...(used ? [used] : [])];
    return begin(content, call ? 'tool_use' : 'end_turn', 5);
  },
  events({ words, call }) {
    const json = JSON.stringify(call?.arguments ?? {});
    const used = call && { type: 'tool_use', id: call.id, name: call.name, input: {} };
    const calls = used && [
      event('content_block_start', { index: 1, content_block: used }),
      delta(1, { type: 'input_json_delta', partial_json: json.slice(0, 5) }),
      delta(1, { type: 'input_json_delta', partial_json: json.slice(5) }),
      event('content_block_stop', { index: 1 }),
    ];
    const reason = { stop_reason: call ? 'tool_use' : 'end_turn', stop_sequence: null };
    return [
      event('message_start', { message: begin([], null, 1) }),
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) + event('ping'),
      ...words.map((word) => delta(0, { type: 'text_delta', text: word })),
      event('content_block_stop', { index: 0 }),
      ...(calls ?? []),
      event('message_delta', { delta: reason, usage: { output_tokens: 5 } }),
      event('message_stop'),
    ];
  },
  failure: event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
};
