import type { JsonValue } from '../../codec/json-value.ts';
import { stringifyJson } from '../../codec/json-text/stringify.ts';
import type { TypeSchema } from '../schema/type-schema.ts';
import type { NameShapes } from './name-shapes.ts';
import type { PythonArgument, PythonOperation } from './python-operation.ts';
import { docstring, pythonDocText, pythonString } from './python-text.ts';
import type { PythonTypes } from './python-types.ts';
import type { TextForm } from '../../contract/parameter-form.ts';

/** What is written of one contract. */
export interface PythonSource {
  /** `UsersClient` */
  readonly className: string;
  readonly title: string;
  readonly operations: readonly PythonOperation[];
  readonly types: PythonTypes;
  readonly shapes: NameShapes;
  /** Type names by id. */
  readonly names: ReadonlyMap<string, string>;
  /** The members of every operation's input, by the name of its type. */
  readonly inputs: Readonly<Record<string, TypeSchema>>;
}

/** Writes the class of a client: a method for each operation, in the order of their names. */
export function writeClass(source: PythonSource): string {
  const methods = [...source.operations]
    .sort((one, other) => (one.method < other.method ? -1 : 1))
    .map((operation) => writeMethod(operation, source));
  const doc = docstring([pythonDocText(source.title)], '    ');
  return `class ${source.className}:\n${doc}\n${initializer}\n${methods.join('\n')}`;
}

const initializer = `    def __init__(
        self,
        base_url: str,
        *,
        session: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 30.0,
        retries: int = 2,
        before_request: Callable[[Request], None] | None = None,
        after_response: Callable[[Request, Response], None] | None = None,
    ) -> None:
        """Makes a client.

        base_url: where the API is mounted, \`https://api.example/v1\`
        session: a \`requests.Session\` or \`httpx.Client\`; without one the standard library sends the requests
        headers: sent with every request, such as \`{"authorization": "Bearer ..."}\`
        timeout: seconds until a call ends with a \`DeadlineError\`, repeats included
        retries: how often a call is repeated where that can do no harm
        before_request: sees every request before it is sent, and may change it
        after_response: sees every answer
        """
        self._caller = _Caller(base_url, session, headers, timeout, retries, before_request, after_response)
`;

/** Writes what the runtime needs to know of each operation: text and flags. */
export function writeOperations({ operations }: PythonSource): string {
  const written = [...operations]
    .sort((one, other) => (one.method < other.method ? -1 : 1))
    .map(({ method, planned, operation, arguments: all }) => {
      const parameters = all.flatMap(({ name, parameter }) =>
        parameter === undefined
          ? []
          : [
              `_Parameter(${[parameter.in, parameter.name, name].map(pythonString).join(', ')}${writeForm(parameter.form)})`,
            ],
      );
      const lines = [
        pythonString(operation.method),
        pythonString(operation.template),
        writeTuple(parameters),
        planned.bodyType === undefined ? 'None' : pythonString(planned.bodyType),
        pythonString(planned.answer),
      ];
      return `${constantName(method)} = _Operation(\n${lines.map((line) => `    ${line},\n`).join('')})\n`;
    });
  return written.join('\n');
}

function writeTuple(items: readonly string[]): string {
  if (items.length < 2) return items.length === 0 ? '()' : `(${items[0]},)`;
  return `(\n${items.map((item) => `        ${item},\n`).join('')}    )`;
}

const constantName = (method: string): string =>
  `_${method.toUpperCase().replace(/_+$/, '')}${/_+$/.exec(method)?.[0] ?? ''}`;

const writeForm = (form: TextForm): string =>
  form.kind === 'scalar' ? '' : `, ${pythonString(form.style)}, ${form.explode ? 'True' : 'False'}`;

function writeMethod(written: PythonOperation, source: PythonSource): string {
  const { method, planned, arguments: all } = written;
  const inputs = source.inputs[source.names.get(planned.inputId) ?? ''] ?? {};
  const typed = all.map((argument) => `        ${writeArgument(argument, inputs, { source, method })},\n`);
  const star = typed.length === 0 ? '' : '        *,\n';
  const signature = `    def ${method}(\n        self,\n${star}${typed.join('')}        **options: Unpack[CallOptions],\n    ) -> ${answerType(written, source)}:\n`;
  const passed = all.map(({ name }) => `            ${pythonString(name)}: ${name},\n`).join('');
  const given = passed === '' ? '{}' : `{\n${passed}        }`;
  const shape = source.shapes.ofBody(method, inputs.properties?.['body'] ?? {});
  const check = shape === undefined ? '' : `        _check_names(body, ${shape}, "body")\n`;
  const call = `self._caller.call(${constantName(method)}, arguments, options)`;
  const answer = answerType(written, source);
  const result = planned.answer === 'none' ? call : `answer: ${answer} = ${call}\n        return answer`;
  return `${signature}${methodDoc(written, inputs)}${check}        arguments: dict[str, Any] = ${given}\n        ${result}\n`;
}

function writeArgument(
  { name, required, key }: PythonArgument,
  inputs: TypeSchema,
  { source, method }: { source: PythonSource; method: string },
): string {
  const type = source.types.expression(inputs.properties?.[key] ?? {}, `${method} ${key}`);
  if (required) return `${name}: ${type}`;
  return type === 'Any' || /(^| )None$/.test(type) ? `${name}: ${type} = None` : `${name}: ${type} | None = None`;
}

function answerType({ planned }: PythonOperation, { names }: PythonSource): string {
  const declared = names.get(planned.answerId) ?? 'Any';
  switch (planned.answer) {
    case 'json':
      return declared;
    case 'optional':
      return `${declared} | None`;
    case 'none':
      return 'None';
    default:
      return 'Any';
  }
}

function methodDoc({ operation, arguments: all }: PythonOperation, inputs: TypeSchema): string {
  const about = [operation.summary, operation.description].map((text) => pythonDocText(text ?? ''));
  const route = pythonDocText(`\`${operation.method} ${operation.template}\``);
  const lines = all.flatMap(({ name, key, parameter }) => {
    const schema = inputs.properties?.[key] ?? {};
    const fallback = parameter?.place.sensitive === true ? undefined : parameter?.rule.fallback;
    const notes = [
      schema.description ?? '',
      schema.deprecated === true ? 'Deprecated.' : '',
      fallback === undefined ? '' : `Where it is left out, ${jsonText(fallback)} holds.`,
    ];
    const text = pythonDocText(notes.filter((note) => note !== '').join(' ')).replaceAll('\n', ' ');
    return text === '' ? [] : [`${name}: ${text}`];
  });
  const deprecated = operation.deprecation !== undefined ? 'Deprecated.' : '';
  return docstring([...about, route, deprecated, lines.join('\n')], '        ');
}

const jsonText = (value: JsonValue): string => `\`${stringifyJson(value)}\``;
