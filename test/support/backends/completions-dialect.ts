import { compileDemand, exactly, listOf, text } from './demands.ts';
import type { Dialect } from './model-provider.ts';

const filled = text();
const toolCall = exactly({
  id: filled,
  type: { const: 'function' },
  function: exactly({ name: text('[A-Za-z0-9_-]{1,64}'), arguments: text('\\{[^]*\\}') }),
});
const message = {
  discriminator: { propertyName: 'role' },
  required: ['role'],
  type: 'object',
  oneOf: [
    exactly({ role: { const: 'system' }, content: filled }),
    exactly({ role: { const: 'user' }, content: filled }),
    {
      ...exactly({ role: { const: 'assistant' } }, { content: filled, tool_calls: listOf(toolCall) }),
      minProperties: 2,
    },
    exactly({ role: { const: 'tool' }, tool_call_id: filled, content: filled }),
  ],
};
const tool = exactly({
  type: { const: 'function' },
  function: exactly({ name: filled, parameters: { type: 'object' } }, { description: filled }),
});
const demand = compileDemand({
  ...exactly(
    { model: { enum: ['gpt-4o-mini', 'gpt-4o'] }, messages: listOf(message) },
    {
      temperature: { type: 'number', minimum: 0, maximum: 2 },
      // Less than the contract lets through: what a model can is not the gateway's to know.
      max_tokens: { type: 'integer', minimum: 1, maximum: 4096 },
      stop: { type: 'array', minItems: 1, maxItems: 4, items: filled },
      tools: listOf(tool),
      stream: { type: 'boolean' },
      stream_options: exactly({ include_usage: { type: 'boolean' } }),
    },
  ),
  // As the real one says it: only allowed when stream is enabled.
  dependentSchemas: { stream_options: { required: ['stream'], properties: { stream: { const: true } } } },
});

const model = 'gpt-4o-2024-11-20';
const usage = { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 };
const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (choices: readonly object[], more: object = {}): string =>
  data({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1763600400,
    model,
    choices,
    usage: null,
    ...more,
  });
const delta = (part: object, reason: string | null = null): string =>
  chunk([{ index: 0, delta: part, logprobs: null, finish_reason: reason }]);

/** In the manner of OpenAI's chat completions. Source: platform.openai.com/docs/api-reference/chat. */
export const completionsDialect: Dialect = {
  path: '/v1/chat/completions',
  hasKey: ({ authorization }) => authorization === 'Bearer test-key',
  complaint: demand,
  error(trouble, complaint) {
    const error = (status: number, message: string, rest: object) => ({
      status,
      body: { error: { message, ...rest } },
    });
    if (trouble === 'key') {
      const rest = { type: 'invalid_request_error', param: null, code: 'invalid_api_key' };
      return error(401, 'Incorrect API key provided: wron*key.', rest);
    }
    if (trouble === 'rate') {
      return error(429, 'Rate limit reached', { type: 'requests', param: null, code: 'rate_limit_exceeded' });
    }
    if (trouble === 'server')
      return error(500, 'The server had an error', { type: 'server_error', param: null, code: null });
    const param =
      complaint?.pointer
        .slice(1)
        .replaceAll(/\/(\d+)/g, '[$1]')
        .replaceAll('/', '.') || complaint?.member;
    return error(400, `Invalid '${param}': ${complaint?.reason}`, { type: 'invalid_request_error', param, code: null });
  },
  answer({ words, call }) {
    const calls = call && [
      { id: call.id, type: 'function', function: { name: call.name, arguments: JSON.stringify(call.arguments) } },
    ];
    const said = { role: 'assistant', content: words.join(''), refusal: null, ...(calls && { tool_calls: calls }) };
    const choice = { index: 0, message: said, logprobs: null, finish_reason: call ? 'tool_calls' : 'stop' };
    return { id: 'chatcmpl-1', object: 'chat.completion', created: 1763600400, model, choices: [choice], usage };
  },
  events({ words, call }) {
    const json = JSON.stringify(call?.arguments ?? {});
    const calls = call && [
      delta({
        tool_calls: [{ index: 0, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }],
      }),
      delta({ tool_calls: [{ index: 0, function: { arguments: json.slice(0, 5) } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: json.slice(5) } }] }),
    ];
    return [
      delta({ role: 'assistant', content: '', refusal: null }),
      ...words.map((content) => delta({ content })),
      ...(calls ?? []),
      delta({}, call ? 'tool_calls' : 'stop'),
      chunk([], { usage }),
      'data: [DONE]\n\n',
    ];
  },
  failure: data({ error: { message: 'The server had an error', type: 'server_error', param: null, code: null } }),
};
