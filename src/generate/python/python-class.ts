import type { PythonAnswer } from './python-answers.ts';
import { argumentLines, contentTypeLine } from './python-arguments.ts';
import { classDoc, initializer, methodDoc } from './python-docs.ts';
import { itemType } from './page-items.ts';
import { constantName } from './python-names.ts';
import type { PythonOperation } from './python-operation.ts';
import type { PythonSource } from './python-source.ts';
import { docstring, pythonString } from './python-text.ts';
import { lineWidth } from './type-layout.ts';

/** Writes the class of a client: a method for each operation, in the order of their names. */
export function writeClass(source: PythonSource): string {
  const methods = source.operations.map((operation) => writeMethod(operation, source));
  return `class ${source.className}:\n${classDoc(source)}\n${initializer}\n${methods.join('\n')}`;
}

function writeMethod(planned: PythonOperation, source: PythonSource): string {
  const { method, answers } = planned;
  const own = argumentLines(planned, source);
  const given = [...own, ...contentTypeLine(planned)];
  const types = answers.answers.map((answer) => answerType(planned, answer, source));
  const chooses = types.length > 1;
  const only = types[0] ?? (answers.isDeclared ? 'None' : 'Any');
  const definition = chooses
    ? signature(method, [...given, `accept: str = ${pythonString(answers.answers[0]?.mediaType ?? '')}`], 'Any')
    : signature(method, given, only);
  const passed = [
    ...planned.arguments.map(({ name }) => name),
    ...(contentTypeLine(planned).length > 0 ? ['content_type'] : []),
    ...(chooses ? ['accept'] : []),
  ];
  return [
    ...(chooses ? overloads(planned, given, types) : []),
    definition,
    methodDoc(planned, source),
    warning(planned),
    argumentsLine(passed),
    callLine(method, chooses ? 'Any' : only),
    pageMethods(planned, own, source),
  ].join('');
}

const asked = 'The next page is asked for when it is needed.';

/** What walks the pages of an operation's answers, in the media type that it prefers. */
function pageMethods(planned: PythonOperation, given: readonly string[], source: PythonSource): string {
  const { method, paging, answers } = planned;
  const [answer] = answers.answers;
  if (paging === undefined || answer === undefined) return '';
  const passed = planned.arguments.map(({ name }) => name);
  const walk = (name: string, type: string, [about, walker]: readonly [string, string]): string =>
    [
      `\n${signature(name, given, `Iterator[${type}]`)}`,
      docstring([`${about} of \`${method}\`, which has the same arguments.`, asked], '        '),
      argumentsLine(passed),
      `        return ${walker}(self._caller, ${constantName(method)}, arguments, options)\n`,
    ].join('');
  const page = answerType(planned, answer, source);
  return (
    walk(paging.itemsMethod, itemType(planned, paging, source), ['The items of all pages', '_items']) +
    walk(paging.pagesMethod, page, ['The pages', '_pages'])
  );
}

/**
 * The answer's type depends on the media type that the call asks for. Media types of one type share an overload: each takes a
 * type checker as long as the method itself.
 */
function overloads({ method, answers }: PythonOperation, given: readonly string[], types: readonly string[]): string[] {
  const each = answers.answers.map(({ mediaType }, index) => ({ type: types[index] ?? 'Any', names: [mediaType] }));
  return sharing(each).map(({ type, names }, index) => {
    const text = signature(method, [...given, acceptArgument(names, index === 0)], type);
    return `    @overload\n${text.trimEnd()}\n        ...\n\n`;
  });
}

interface Overload {
  readonly type: string;
  /** The media types. */
  readonly names: readonly string[];
}

function sharing(each: readonly Overload[]): readonly Overload[] {
  const shared: Overload[] = [];
  for (const { type, names } of each) {
    const last = shared.findIndex((other) => other.type === type && isShort([...other.names, ...names]));
    const other = shared[last];
    if (other === undefined) shared.push({ type, names });
    else shared[last] = { type, names: [...other.names, ...names] };
  }
  // A single overload is none.
  return shared.length > 1 ? shared : each;
}

const isShort = (names: readonly string[]): boolean => acceptArgument(names, true).length <= lineWidth - 10;

const acceptArgument = (names: readonly string[], isUsual: boolean): string =>
  `accept: Literal[${names.map(pythonString).join(', ')}]${isUsual ? ' = ...' : ''}`;

function callLine(method: string, result: string): string {
  const call = `self._caller.call(${constantName(method)}, arguments, options)`;
  if (result === 'None') return `        ${call}\n`;
  if (result === 'Any') return `        return ${call}\n`;
  return `        answer: ${result} = ${call}\n        return answer\n`;
}

function signature(method: string, given: readonly string[], answer: string): string {
  const star = given.length === 0 ? '' : '        *,\n';
  const lines = given.map((argument) => `        ${argument},\n`).join('');
  return `    def ${method}(\n        self,\n${star}${lines}        **options: Unpack[CallOptions],\n    ) -> ${answer}:\n`;
}

function argumentsLine(names: readonly string[]): string {
  const begin = '        arguments: dict[str, Any] = ';
  const parts = names.map((name) => `"${name}": ${name}`);
  const short = `${begin}{${parts.join(', ')}}`;
  if (short.length <= lineWidth) return `${short}\n`;
  return `${begin}{\n${parts.map((part) => `            ${part},\n`).join('')}        }\n`;
}

function warning({ operation, method }: PythonOperation): string {
  if (operation.deprecation === undefined) return '';
  return `        warnings.warn("${method} is deprecated", DeprecationWarning, stacklevel=2)\n`;
}

/** The type of the answer in one media type, with those of statuses that are declared in others. */
function answerType(planned: PythonOperation, answer: PythonAnswer, source: PythonSource): string {
  const also = planned.answers.answers.filter(({ mediaType }) => answer.others.includes(mediaType));
  const types = [answer, ...also].map((one) => ownType(one, planned, source));
  return [...new Set([...types, ...(planned.answers.mayBeEmpty ? ['None'] : [])])].join(' | ');
}

function ownType(
  { reading, typeIds }: PythonAnswer,
  { method }: PythonOperation,
  { names, types }: PythonSource,
): string {
  const declared = typeIds.map((id) => names.get(id) ?? 'Any');
  switch (reading) {
    case 'json':
      return declared[0] ?? 'Any';
    case 'text':
      return 'str';
    case 'bytes':
      return 'Download';
    case 'lines':
      return `Stream[${declared[0] ?? 'Any'}]`;
    case 'events':
      return `Stream[${types.declarations.fitting(declared.join(' | '), `${method} event`, declared.length > 1 ? 0 : lineWidth)}]`;
  }
}
