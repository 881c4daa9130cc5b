import type { TextForm } from '../../contract/parameter-form.ts';
import { bracketed, type Layout, prefixed, tuple, word } from './layout.ts';
import type { PythonAnswer } from './python-answers.ts';
import { type PythonBody, withFiles } from './python-body.ts';
import { argumentSchema } from './python-arguments.ts';
import { constantName } from './python-names.ts';
import type { PythonArgument, PythonOperation, PythonPaging } from './python-operation.ts';
import type { PythonSource } from './python-source.ts';
import { pythonString } from './python-text.ts';

/** Writes what the runtime needs to know of each operation: texts, flags and shapes. */
export function writeOperations(source: PythonSource): string {
  return source.operations
    .map((operation) => {
      const begin = `${constantName(operation.method)} = `;
      return `${begin}${operationLayout(operation, source)(0, begin.length)}\n`;
    })
    .join('');
}

function operationLayout(planned: PythonOperation, source: PythonSource): Layout {
  const { operation, body, answers } = planned;
  const parameters = planned.arguments.flatMap((argument) =>
    argument.parameter === undefined ? [] : [parameterLayout(argument, planned, source)],
  );
  const key = planned.arguments.find(({ parameter }) => isRepeatKey(parameter));
  const parts = [
    word(pythonString(operation.method)),
    word(pythonString(operation.template)),
    ...(parameters.length > 0 ? [prefixed('parameters=', tuple(parameters))] : []),
    ...(body === undefined ? [] : [prefixed('body=', bodyLayout(body, planned, source))]),
    ...(answers.answers.length > 0 ? [prefixed('answers=', tuple(answers.answers.map(answerLayout)))] : []),
    ...(answers.mayBeEmpty ? [] : [word('may_be_empty=False')]),
    ...(answers.isDeclared && answers.answers.length === 0 ? [word('has_content=False')] : []),
    ...(planned.paging === undefined ? [] : [prefixed('paging=', pagingLayout(planned.paging))]),
    ...(key === undefined ? [] : [word(`key=${pythonString(key.name)}`)]),
  ];
  return bracketed('_Operation(', parts, ')');
}

/** Source: draft-ietf-httpapi-idempotency-key-header; a request with it can be sent twice, and is done once. */
const isRepeatKey = (parameter: PythonArgument['parameter']): boolean =>
  parameter?.in === 'header' && /^(x-)?idempotency-key$/i.test(parameter.name);

function parameterLayout(argument: PythonArgument, planned: PythonOperation, source: PythonSource): Layout {
  const { name, parameter, required } = argument;
  if (parameter === undefined) return word('');
  const schema = argumentSchema(argument, planned, source);
  const policy = {
    path: 'refuse',
    query: planned.operation.unknown.query,
    header: 'forward',
    cookie: 'forward',
  } as const;
  const isChecked = parameter.form.kind === 'object' && policy[parameter.in] === 'refuse';
  const shape = isChecked ? source.shapes.of(`${planned.method}_${name}`, schema) : undefined;
  const parts = [
    ...[parameter.in, parameter.name, name].map((text) => word(pythonString(text))),
    ...formParts(parameter.form),
    ...(required ? [word('required=True')] : []),
    ...(shape === undefined ? [] : [word(`shape=${shape}`)]),
  ];
  return bracketed('_Parameter(', parts, ')');
}

function formParts(form: TextForm): readonly Layout[] {
  if (form.kind === 'scalar') return [];
  return [word(pythonString(form.style)), ...(form.explode ? [word('True')] : [])];
}

function bodyLayout(body: PythonBody, { method, operation }: PythonOperation, source: PythonSource): Layout {
  const isChecked = operation.unknown.body === 'refuse' && body.writing !== 'bytes' && body.writing !== 'text';
  const shape = isChecked ? source.shapes.of(`${method}_body`, withFiles(body, source.inputs)) : undefined;
  const fields = [...body.fields].flatMap(([name, form]) => {
    const text = pythonString(name);
    if (form === 'file')
      return [bracketed('_Parameter(', [word('"form"'), word(text), word(text), word('"file"')], ')')];
    if (form.kind === 'scalar') return [];
    return [bracketed('_Parameter(', [word('"query"'), word(text), word(text), ...formParts(form)], ')')];
  });
  const parts = [
    tuple(body.mediaTypes.map((mediaType) => word(pythonString(mediaType)))),
    word(pythonString(body.writing)),
    ...(body.required ? [] : [word('required=False')]),
    ...(fields.length > 0 ? [prefixed('fields=', tuple(fields))] : []),
    ...(shape === undefined ? [] : [word(`shape=${shape}`)]),
  ];
  return bracketed('_Body(', parts, ')');
}

function pagingLayout({ pagination: { items, next, parameter }, argument }: PythonPaging): Layout {
  const path = (steps: readonly string[]): Layout => tuple(steps.map((step) => word(pythonString(step))));
  const parts = [path(items), next === undefined ? word('None') : path(next)];
  return bracketed('_Paging(', [...parts, word(pythonString(parameter)), word(pythonString(argument))], ')');
}

function answerLayout({ mediaType, reading, events, others }: PythonAnswer): Layout {
  const named = [...events].map(([name, data]) => prefixed(`${pythonString(name)}: `, word(pythonString(data))));
  const parts = [
    word(pythonString(mediaType)),
    word(pythonString(reading)),
    ...(named.length > 0 ? [prefixed('events=', bracketed('{', named, '}'))] : []),
    ...(others.length > 0 ? [prefixed('others=', tuple(others.map((other) => word(pythonString(other)))))] : []),
  ];
  return bracketed('_Answer(', parts, ')');
}
