import { type Code, code, indented } from '../../emit/code.ts';
import { decodeQueryText } from '../../http/percent.ts';
import { block, declared, emitReadText, type ReadText } from './emit-read.ts';
import { leave, type LineSource, when } from './line-source.ts';
import { plainUndeclared } from './plain-read.ts';

/** More names than this are told apart by one look-up; up to it a comparison each is less. */
const mostCompared = 12;

/**
 * Code that reads a query in one pass: each pair's name is compared where it stands, and its value decoded into the
 * variable of its parameter.
 *
 * The names are those of `decode-query.ts` that mean themselves as they stand in a URL; any other name is undeclared here.
 */
export function emitReadQuery(source: LineSource, by: { url: Code; forwarded: Code; mostPairs: number }): Code[] {
  const { operation, program } = source;
  const { url, forwarded, mostPairs } = by;
  const parameters = operation.parameters.query.parameters;
  const readers = parameters.map((parameter) => emitReadText(source, parameter));
  const policy = operation.unknown.query;
  const undeclared = [
    ...(policy === 'refuse'
      ? [leave]
      : [
          code`const pair = ${program.constant('undeclared', plainUndeclared[policy])}(${url}.slice(at, equals), ${url}.slice(at, end));`,
          when(code`pair === undefined`, [leave]),
          ...(policy === 'forward' ? [code`${forwarded}.push(pair);`] : []),
        ]),
  ];
  const loop = [
    code`let end = ${url}.indexOf("&", at);`,
    code`if (end < 0) end = ${url}.length;`,
    when(code`end > at`, [
      when(code`++pairs > ${mostPairs}`, [leave]),
      code`let equals = ${url}.indexOf("=", at);`,
      code`if (equals < 0 || equals > end) equals = end;`,
      ...choose(source, { readers, undeclared, url }),
    ]),
    code`at = end + 1;`,
  ];
  return [
    ...readers.flatMap(({ variables }) => declared(variables)),
    ...(policy === 'forward' ? [code`const ${forwarded} = [];`] : []),
    code`let at = ${url}.indexOf("?") + 1;`,
    when(code`at > 0`, [code`let pairs = 0;`, code`while (at < ${url}.length) {\n${indented(loop)}\n}`]),
  ];
}

interface Choosing {
  readonly readers: readonly ReadText[];
  readonly undeclared: readonly Code[];
  readonly url: Code;
}

/** The reading of the pair whose name stands from `at` to `equals`. */
function choose({ program }: LineSource, { readers, undeclared, url }: Choosing): Code[] {
  const plain = readers.filter(({ parameter: { name } }) => decodeQueryText(name) === name);
  const raw = code`${url}.slice(equals + 1, end)`;
  const linesOf = ({ lines, repeats, variables }: ReadText): Code[] => [
    // Sent once more, what is no list is a violation.
    ...(repeats ? [] : [when(code`${variables.value} !== undefined`, [leave])]),
    ...lines(raw),
  ];
  if (plain.length > mostCompared) {
    const indexes = new Map(plain.map(({ parameter: { name } }, index) => [name, index]));
    const cases = plain.map(
      (reader, index) => code`case ${index}:\n${indented([block(linesOf(reader)), code`break;`])}`,
    );
    const other = code`default:\n${indented(block(undeclared))}`;
    const key = code`${program.constant('indexes', indexes)}.get(${url}.slice(at, equals))`;
    return [code`switch (${key}) {\n${indented([...cases, other])}\n}`];
  }
  const tests = plain.map((reader): Code => {
    const { name } = reader.parameter;
    const isIt = code`equals - at === ${name.length} && ${url}.startsWith(${name}, at)`;
    return code`if (${isIt}) ${block(linesOf(reader))} else `;
  });
  return [joined([...tests, block(undeclared)])];
}

const joined = (parts: readonly Code[]): Code => parts.reduce((before, part) => code`${before}${part}`);
