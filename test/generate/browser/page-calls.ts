import { stringifyJson } from '../../../src/codec/json-text/stringify.ts';
import type { JsonValue } from '../../../src/codec/json-value.ts';
import { Definitions } from '../../../src/generate/schema/definitions.ts';
import { typeName } from '../../../src/generate/schema/type-names.ts';
import { bodyWriter, planOperation } from '../../../src/generate/typescript/plan-operation.ts';
import { type ExampleCall, exampleCalls } from '../example-calls.ts';
import { normalized } from '../schema/normalized.ts';
import type { PageCall } from './in-page.ts';

/** A call for a page, and what its example says of it. */
export interface ExamplePageCall {
  readonly example: ExampleCall;
  readonly call: Omit<PageCall, 'options'>;
}

/** The calls of a contract's file, one for every operation. */
export function pageCalls(file: string): readonly ExamplePageCall[] {
  const stem = /([\w-]+)\.contract\.json$/.exec(file)?.[1] ?? '';
  const factory = `create${typeName(stem)}Client`;
  return normalized(file)
    .flatMap(exampleCalls)
    .map((example) => ({ example, call: { factory, ...flatCall(example) } }));
}

/** The one flat input of an operation, as generated clients take it. */
function flatCall({ operation, values, body }: ExampleCall): Pick<PageCall, 'operation' | 'input' | 'writing'> {
  const { fields, content } = planOperation(operation, new Definitions());
  const input = new Map<string, JsonValue>();
  for (const { key, parameter } of fields) {
    const value = values[parameter.in][parameter.name];
    if (value !== undefined) input.set(key, value);
  }
  if (body !== undefined) input.set('body', body);
  const writer = content === undefined ? undefined : bodyWriter(content);
  return {
    operation: operation.name,
    input: stringifyJson(Object.fromEntries(input)),
    writing: writer === 'writeMultipart' ? 'multipart' : writer === 'writeAsIs' ? 'bytes' : undefined,
  };
}
