import assert from 'node:assert/strict';
import type { JsonValue } from '../../src/codec/json-value.ts';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import { contentBytes, impliedType, writtenType } from '../../src/example/content-text.ts';
import { sendExample } from '../../src/example/run-request.ts';
import { isJsonMediaType } from '../../src/http/media-type.ts';
import { compileApi } from '../../src/pipeline/pipeline.ts';
import type { TypedValues } from '../../src/pipeline/request.ts';
import { limits } from '../support/pipeline.ts';

/** What the first example of an operation that is sent says, for a client to be called with. */
export interface ExampleCall {
  readonly operation: Operation;
  /** What the texts of the parameters stand for. */
  readonly values: TypedValues;
  /** As the example has it: files are told by name and media type alone. */
  readonly body: JsonValue | undefined;
  readonly contentType: string | undefined;
  /** The target that the upstream is asked for. */
  readonly path: string;
  /** What the upstream answers. */
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly content: Buffer;
  };
  /** The content that a caller gets of it, where an example says so as JSON. */
  readonly gets?: JsonValue | undefined;
}

/** A call for every operation of a contract, whose examples say what becomes of it. */
export function exampleCalls(contract: Contract): readonly ExampleCall[] {
  const api = compileApi([contract], limits);
  return contract.operations.map((operation) => {
    const example = operation.examples.find(({ outcome }) => outcome.kind === 'sends');
    assert.ok(example, `${operation.name} has no example that is sent`);
    const { method, url, headers, body } = example.request;
    const found = api.match(method, url);
    assert.ok(found.kind === 'operation', operation.name);
    const { outcome, seen } = sendExample(example, found.operation, found.pathValues);
    assert.ok(outcome.ok && seen.values, operation.name);
    const [, [contentType] = []] = [...headers].find(([name]) => name.toLowerCase() === 'content-type') ?? [];
    const { path } = outcome.value;
    return { operation, values: seen.values, body, contentType, path, ...exampleAnswer(operation) };
  });
}

/** The answer of the first example that ends well with a content; else an empty list. */
function exampleAnswer({ examples, responses }: Operation): Pick<ExampleCall, 'answer' | 'gets'> {
  const replies = examples.flatMap(({ reply }) => reply ?? []);
  const good = replies.find(
    ({ gets }) => gets.kind === 'answer' && isSuccess(gets.answer) && gets.violations.size === 0,
  );
  if (good === undefined || good.gets.kind !== 'answer') {
    return { answer: { status: 200, headers: { 'content-type': 'application/json' }, content: Buffer.from('[]') } };
  }
  const { status, headers, body } = good.answer;
  const types = Object.values(responses).flatMap(({ upstreamTypes }) => upstreamTypes);
  const texts = types.filter((type) => !isJsonMediaType(type));
  const type = writtenType(headers) ?? (typeof body === 'string' ? texts[0] : undefined) ?? impliedType(types);
  const fields = [...headers].map(([name, values]) => [name.toLowerCase(), values.join()] as const);
  const content = body === undefined ? Buffer.alloc(0) : contentBytes(body, type);
  const got = good.gets.answer.body;
  return {
    answer: { status, headers: { 'content-type': type, ...Object.fromEntries(fields) }, content },
    gets: typeof got === 'string' ? undefined : got,
  };
}

const isSuccess = ({ status }: { readonly status: number }): boolean => status >= 200 && status < 300;
