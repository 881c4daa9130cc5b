import type { Operation, Parameter } from '../../contract/contract.ts';
import type { Pagination } from '../../contract/pagination.ts';
import { planClientInput } from '../schema/client-operation.ts';
import type { Definitions } from '../schema/definitions.ts';
import { memberDeclarations } from '../schema/schema-reading.ts';
import { planPythonAnswers, type PythonAnswers } from './python-answers.ts';
import { planPythonBody, type PythonBody } from './python-body.ts';
import { annotationNames, assignSnakeNames } from './python-names.ts';

/** One argument of a method. */
export interface PythonArgument {
  /** `user_name` */
  readonly name: string;
  /** The parameter that it is; `undefined` for the body. */
  readonly parameter: Parameter | undefined;
  readonly required: boolean;
  /** The member of the operation's input type. */
  readonly key: string;
  /** Types of Python whose values can be given in place of their text. */
  readonly accepted: readonly string[];
}

/** An operation as the generated client knows it. */
export interface PythonOperation {
  readonly operation: Operation;
  readonly inputId: string;
  /** `find_users` */
  readonly method: string;
  /** Those that are required first, otherwise in the contract's order. */
  readonly arguments: readonly PythonArgument[];
  readonly body: PythonBody | undefined;
  readonly answers: PythonAnswers;
  readonly paging: PythonPaging | undefined;
}

/** How the pages of an operation are walked. */
export interface PythonPaging {
  readonly pagination: Pagination;
  /** The argument that the next page is asked with. */
  readonly argument: string;
  /** `find_users_pages` and `find_users_items` */
  readonly pagesMethod: string;
  readonly itemsMethod: string;
}

/** Arguments that every method has, or that would hide something. */
const taken = ['self', 'options', 'timeout', 'headers', 'retries', 'after_response', 'body', 'accept', 'content_type'];

/** Plans the operations of one contract in the order of their methods, and adds their types to the file's definitions. */
export function planPythonOperations(
  operations: readonly Operation[],
  definitions: Definitions,
): readonly PythonOperation[] {
  const names = assignSnakeNames(
    operations.map(({ name }) => name),
    ['close', ...annotationNames],
  );
  const planned = operations.map((operation): PythonOperation => {
    const { fields, content, inputId } = planClientInput(operation, definitions);
    const body = planPythonBody(operation, content, definitions);
    const method = names.get(operation.name) ?? operation.name;
    const all = argumentsOf(operation, fields, body);
    return {
      operation,
      inputId,
      method,
      arguments: all,
      body,
      answers: planPythonAnswers(operation, definitions),
      paging: pagingOf(operation.pagination, { method, all, methods: new Set(names.values()) }),
    };
  });
  return planned.sort((one, other) => (one.method < other.method ? -1 : 1));
}

function pagingOf(
  pagination: Pagination | undefined,
  {
    method,
    all,
    methods,
  }: { readonly method: string; readonly all: readonly PythonArgument[]; readonly methods: ReadonlySet<string> },
): PythonPaging | undefined {
  const argument = all.find(({ parameter }) => parameter?.in === 'query' && parameter.name === pagination?.parameter);
  if (pagination === undefined || argument === undefined) return undefined;
  const free = (name: string): string => (methods.has(name) ? free(`${name}_`) : name);
  const [pagesMethod, itemsMethod] = [free(`${method}_pages`), free(`${method}_items`)];
  return { pagination, argument: argument.name, pagesMethod, itemsMethod };
}

function argumentsOf(
  operation: Operation,
  fields: readonly { readonly key: string; readonly parameter: Parameter }[],
  body: PythonBody | undefined,
): readonly PythonArgument[] {
  const names = assignSnakeNames(
    fields.map(({ key }) => key),
    taken,
  );
  const all = fields.map(
    ({ key, parameter }): PythonArgument => ({
      name: names.get(key) ?? key,
      parameter,
      required: parameter.required,
      key,
      accepted: acceptedTypes(operation, parameter),
    }),
  );
  if (body !== undefined) {
    all.push({ name: 'body', parameter: undefined, required: body.required, key: 'body', accepted: [] });
  }
  return [...all.filter(({ required }) => required), ...all.filter(({ required }) => !required)];
}

const typesOfFormats: Readonly<Record<string, string>> = {
  date: 'datetime.date',
  'date-time': 'datetime.datetime',
  time: 'datetime.time',
  uuid: 'uuid.UUID',
};

function acceptedTypes(operation: Operation, { in: location, name }: Parameter): readonly string[] {
  const { schema } = operation.parameters[location];
  const declared = schema === undefined ? [] : memberDeclarations(name, schema);
  return declared.flatMap(({ keywords: { type, format } }) => {
    if (type === 'number') return ['decimal.Decimal'];
    return type === 'string' ? (typesOfFormats[String(format)] ?? []) : [];
  });
}
