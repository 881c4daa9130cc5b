import { type Code, code, indented } from '../../emit/code.ts';
import { createBareObject } from '../../codec/bare-object.ts';
import type { ScalarType } from '../../codec/scalar.ts';
import type { Parameter } from '../../contract/contract.ts';
import type { TextForm } from '../../contract/parameter-form.ts';
import { decodePercent, decodeQueryText } from '../../http/percent.ts';
import { leave, type LineSource, type ReadValue, when } from './line-source.ts';
import { compilePlainCookie, compilePlainHeader, compilePlainRead, plainScalars } from './plain-read.ts';

/** Code that reads one raw text into the variables of its parameter. */
export interface ReadText {
  readonly parameter: Parameter;
  readonly variables: ReadValue;
  /** Whether each further text is one more item. */
  readonly repeats: boolean;
  /** The lines for one raw text. */
  lines(raw: Code): Code[];
}

/** Whether a list is sent as one pair for each item. */
const isRepeated = (form: TextForm): form is Extract<TextForm, { kind: 'list' }> =>
  form.kind === 'list' && form.explode && form.style === 'form';

/** Decides how a parameter of the path or the query is read, and names its variables. */
export function emitReadText(source: LineSource, parameter: Parameter): ReadText {
  const { program, operation, read } = source;
  const { form } = parameter;
  const value = program.fresh('value');
  const decode =
    parameter.in === 'path'
      ? program.constant('decodePath', decodePercent)
      : program.constant('decodeQuery', decodeQueryText);
  if (form.kind === 'scalar') {
    const { type } = form.scalar;
    const text = type === 'string' ? value : program.fresh('text');
    const variables = { value, text: type === 'number' ? undefined : text };
    read.set(parameter, variables);
    const lines = (raw: Code) => [
      code`${text} = ${decode}(${raw});`,
      when(code`${text} === undefined`, [leave]),
      ...typed(source, { type, text, value }),
    ];
    return { parameter, variables: { value, text }, repeats: false, lines };
  }
  const variables = { value, text: undefined };
  read.set(parameter, variables);
  if (parameter.in === 'query' && isRepeated(form)) {
    return {
      parameter,
      variables,
      repeats: true,
      lines: (raw) => item(source, { type: form.item.type, value, decode, raw }),
    };
  }
  const name = program.constant('read', compilePlainRead(parameter, operation.unknown.query));
  const lines = (raw: Code) => [code`${value} = ${name}(${raw});`, when(code`${value} === undefined`, [leave])];
  return { parameter, variables, repeats: false, lines };
}

interface TypedText {
  readonly type: ScalarType;
  readonly text: Code;
  readonly value: Code;
}

function typed({ program }: LineSource, { type, text, value }: TypedText): Code[] {
  if (type === 'string') return [];
  const parse = program.constant(type, plainScalars[type]);
  return [code`${value} = ${parse}(${text});`, when(code`${value} === undefined`, [leave])];
}

function item(
  source: LineSource,
  { type, value, decode, raw }: { type: ScalarType; value: Code; decode: Code; raw: Code },
): Code[] {
  const text = source.program.fresh('text');
  const one = type === 'string' ? text : source.program.fresh('item');
  return [
    code`let ${text} = ${decode}(${raw});`,
    when(code`${text} === undefined`, [leave]),
    ...(one === text ? [] : [code`let ${one};`, ...typed(source, { type, text, value: one })]),
    code`(${value} ??= []).push(${one});`,
  ];
}

/** Code that reads the path: each declared segment, by its position. */
export function emitReadPath(source: LineSource, pathValues: Code): Code[] {
  const { operation, program } = source;
  const names = operation.segments.flatMap((segment) => (segment.kind === 'parameter' ? [segment.name] : []));
  return operation.parameters.path.parameters.flatMap((parameter) => {
    const { lines, variables } = emitReadText(source, parameter);
    const raw = program.fresh('raw');
    return [
      code`const ${raw} = ${pathValues}[${names.indexOf(parameter.name)}];`,
      when(code`${raw} === undefined`, [leave]),
      ...declared(variables),
      ...lines(raw),
    ];
  });
}

/** Declares the variables of a parameter. */
export function declared({ value, text }: ReadValue): Code[] {
  return text === undefined || text === value ? [code`let ${value};`] : [code`let ${text};`, code`let ${value};`];
}

/** Code that puts what was read in a location into the object that is judged, in schema order. */
export function emitPlace(source: LineSource, location: 'path' | 'query', object: Code): Code[] {
  const { operation, program, read } = source;
  const create = program.constant('createObject', createBareObject);
  const members = operation.parameters[location].parameters.map((parameter) => {
    const value = read.get(parameter)?.value ?? code`undefined`;
    const put = code`${object}[${parameter.name}] = ${value};`;
    return location === 'path' ? put : code`if (${value} !== undefined) ${put}`;
  });
  return [code`const ${object} = ${create}();`, ...members];
}

/** Code that reads the declared header fields or cookies, by closures that stand in `decode`. */
export function emitReadFields(
  source: LineSource,
  location: 'header' | 'cookie',
  to: { object: Code; rawHeaders: Code },
): Code[] {
  const { operation, program, read } = source;
  const { object, rawHeaders } = to;
  const readFields = location === 'header' ? compilePlainHeader(operation) : compilePlainCookie(operation);
  if (readFields === undefined) return [];
  const name = program.constant(location === 'header' ? 'readHeader' : 'readCookie', readFields);
  const values = operation.parameters[location].parameters.map((parameter) => {
    const value = program.fresh('value');
    read.set(parameter, { value, text: undefined });
    return code`const ${value} = ${object}[${parameter.name}];`;
  });
  return [code`const ${object} = ${name}(${rawHeaders});`, when(code`${object} === undefined`, [leave]), ...values];
}

/** A block that stands for itself. */
export const block = (lines: readonly Code[]): Code => code`{\n${indented(lines)}\n}`;
