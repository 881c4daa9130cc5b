import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Pagination } from '../../contract/pagination.ts';
import { type BodyConverter, type ClientInput, planClientInput } from '../schema/client-operation.ts';
import type { Definitions } from '../schema/definitions.ts';
import { type PlannedAnswers, planAnswers } from './plan-answers.ts';

/** An operation as its TypeScript client knows it. */
export interface PlannedOperation extends ClientInput, PlannedAnswers {
  /** The id of the type of what it gives; named, but no schema. */
  readonly resultId: string;
  /** The input's member that makes a repeat harmless: the contract's idempotency key. */
  readonly key: string | undefined;
  readonly pagination: (Pagination & { readonly key: string }) | undefined;
}

/** Plans an operation, and adds the types of its input and its answers to the file's definitions. */
export function planOperation(operation: Operation, definitions: Definitions): PlannedOperation {
  const input = planClientInput(operation, definitions, bodyConverter);
  const keyField = input.fields.find(
    ({ parameter }) => parameter.in === 'header' && /^(x-)?idempotency-key$/i.test(parameter.name),
  );
  const { pagination } = operation;
  const asked = input.fields.find(
    ({ parameter }) => parameter.in === 'query' && parameter.name === pagination?.parameter,
  );
  return {
    ...input,
    ...planAnswers(operation, definitions),
    resultId: `operation ${operation.name} result`,
    key: keyField?.key,
    pagination: pagination === undefined || asked === undefined ? undefined : { ...pagination, key: asked.key },
  };
}

/** How the client writes a body that is no JSON, by the runtime's name; `undefined` for JSON. */
export function bodyWriter({
  format,
  mediaType,
}: BodyContent): 'formWriter' | 'writeMultipart' | 'writeAsIs' | undefined {
  if (format.kind === 'json') return undefined;
  if (format.kind === 'form') return 'formWriter';
  return mediaType === 'multipart/form-data' ? 'writeMultipart' : 'writeAsIs';
}

const bodyConverter: BodyConverter = (content, definitions) => {
  const { schema, format } = content;
  switch (bodyWriter(content)) {
    case undefined:
    case 'formWriter':
      return { schema: definitions.convert(schema, 'input'), note: '' };
    case 'writeMultipart':
      return { schema: definitions.convert(schema, 'upload'), note: ', files behind all fields' };
    case 'writeAsIs':
      if (format.kind === 'text') return { schema: definitions.convert(schema, 'input'), note: '' };
      return format.kind === 'xml'
        ? { schema: { type: 'string' }, note: ', in its text as it stands here' }
        : { schema: { tsType: 'Bytes' }, note: ', as it is' };
  }
};
