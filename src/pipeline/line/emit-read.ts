import { type Code, code, indented } from '../../emit/code.ts';
import { createBareObject } from '../../codec/bare-object.ts';
import type { ScalarType } from '../../codec/scalar.ts';
import type { Operation, Parameter, UnknownPolicy } from '../../contract/contract.ts';
import type { TextLocation } from '../../http/location.ts';
import type { ListForm } from '../decode/read-text.ts';
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
const isRepeated = ({ explode, style }: ListForm): boolean => explode && style === 'form';

/** Decides how a parameter of the path or the query is read, and names its variables. */
export function emitReadText(source: LineSource, parameter: Parameter): ReadText {
  const { program, operation, read } = source;
  const { form } = parameter;
  const isText = form.kind === 'scalar' && form.scalar.type === 'string';
  if (form.kind === 'scalar' && form.scalar.type !== 'string') {
    return emitReadWord(source, { parameter, type: form.scalar.type });
  }
  const value = program.fresh('value');
  read.set(parameter, { value, text: isText ? value : undefined });
  const variables = { value, text: undefined };
  if (form.kind === 'list' && parameter.in === 'query' && isRepeated(form)) {
    return { parameter, variables, repeats: true, lines: (raw) => emitItem(source, { form, value, raw }) };
  }
  const name = isText
    ? decodeOf(source, parameter.in)
    : program.constant('read', compilePlainRead(parameter, undeclaredMembers(operation, parameter)));
  const lines = (raw: Code) => [code`${value} = ${name}(${raw});`, when(code`${value} === undefined`, [leave])];
  return { parameter, variables, repeats: false, lines };
}

/** What becomes of undeclared members of an object; a path has none to let go. */
const undeclaredMembers = ({ unknown }: Operation, { in: location }: Parameter): UnknownPolicy =>
  location === 'path' ? 'refuse' : unknown.query;

/** The function that decodes the texts of a location. */
const decodeOf = ({ program }: LineSource, location: TextLocation): Code =>
  location === 'path'
    ? program.constant('decodePath', decodePercent)
    : program.constant('decodeQuery', decodeQueryText);

/** A number or a boolean, as it stands in the URL: in the texts of these types nobody needs an escape. */
function emitReadWord(
  { program, read }: LineSource,
  { parameter, type }: { parameter: Parameter; type: Exclude<ScalarType, 'string'> },
): ReadText {
  const value = program.fresh('value');
  const text = program.fresh('text');
  const parse = program.constant(type, plainScalars[type]);
  // A number may be written in several ways, of which one is sent.
  read.set(parameter, { value, text: type === 'number' ? undefined : text });
  const lines = (raw: Code) => [
    code`${text} = ${raw};`,
    code`${value} = ${parse}(${text});`,
    when(code`${value} === undefined`, [leave]),
  ];
  return { parameter, variables: { value, text }, repeats: false, lines };
}

/** One more item of an exploded list. */
function emitItem(
  source: LineSource,
  { form: { item }, value, raw }: { form: ListForm; value: Code; raw: Code },
): Code[] {
  const { program } = source;
  const one = program.fresh('item');
  const read =
    item.type === 'string' ? decodeOf(source, 'query') : program.constant(item.type, plainScalars[item.type]);
  return [
    code`const ${one} = ${read}(${raw});`,
    when(code`${one} === undefined`, [leave]),
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
