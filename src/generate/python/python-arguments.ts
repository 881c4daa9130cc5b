import type { TypeSchema } from '../schema/type-schema.ts';
import { type PythonBody, withFiles } from './python-body.ts';
import type { PythonArgument, PythonOperation } from './python-operation.ts';
import type { PythonSource } from './python-source.ts';
import { pythonString } from './python-text.ts';
import { lineWidth } from './type-layout.ts';

/** The schema of an argument; of a body what is said about it as well. */
export function argumentSchema(
  { key }: PythonArgument,
  { inputId }: PythonOperation,
  source: PythonSource,
): TypeSchema {
  return source.inputs[source.names.get(inputId) ?? '']?.properties?.[key] ?? {};
}

/** The arguments of a method as its signature declares them, those that are required first. */
export function argumentLines(planned: PythonOperation, source: PythonSource): readonly string[] {
  return planned.arguments.map((argument) => {
    const { name, required } = argument;
    const type = argumentType(argument, planned, source);
    const wanted = `${planned.method} ${argument.key}`;
    const fitted = source.types.declarations.fitting(
      type,
      wanted,
      lineWidth - name.length - '        :  | None = None,'.length,
    );
    if (required) return `${name}: ${fitted}`;
    return /^Any$|(^| )None$/.test(type) ? `${name}: ${fitted} = None` : `${name}: ${fitted} | None = None`;
  });
}

function argumentType(argument: PythonArgument, planned: PythonOperation, source: PythonSource): string {
  const wanted = `${planned.method} ${argument.key}`;
  if (argument.parameter === undefined) {
    return planned.body === undefined ? 'Any' : bodyType(planned.body, source, wanted);
  }
  const type = source.types.expression(argumentSchema(argument, planned, source), wanted);
  return /^(str|float)$/.test(type) ? [type, ...new Set(argument.accepted)].join(' | ') : type;
}

function bodyType(body: PythonBody, { types, inputs }: PythonSource, wanted: string): string {
  if (body.writing === 'bytes') return 'bytes | BinaryIO | Iterable[bytes]';
  if (body.writing === 'text') return 'str | bytes';
  return types.expression(withFiles(body, inputs), wanted);
}

/** What is written alike can be sent in any of its media types. */
export function contentTypeLine({ body }: PythonOperation): readonly string[] {
  const [first, ...others] = (body?.mediaTypes ?? []).map(pythonString);
  if (first === undefined || others.length === 0) return [];
  return [`content_type: Literal[${[first, ...others].join(', ')}] = ${first}`];
}
