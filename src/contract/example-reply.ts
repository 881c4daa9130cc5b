import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { isHeaderValue } from '../http/header-text.ts';
import { isToken } from '../http/token.ts';
import type { ExampleAnswer, ExampleGets, ExampleReply } from './example.ts';
import { textsByName } from './example-fields.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';

/** What an answer has where an example does not say it. */
const usualStatus = 200;

/**
 * Reads `answer` and `gets` of an example.
 *
 * Out: `undefined` where there is none, or not in the form of one, which the check of form tells.
 */
export function readExampleReply(
  scope: OperationScope,
  { answer, gets }: JsonObject,
  pointer: string,
): ExampleReply | undefined {
  const read = readAnswer(answer, usualStatus);
  if (read === undefined || !isObject(gets)) return undefined;
  for (const [name, values] of read.headers) {
    if (isToken(name) && values.every(isHeaderValue)) continue;
    scope.report(pointerTo(pointer, 'answer', 'headers', name), {
      rule: 'example-answer',
      message: `no answer can carry \`${name}\` of \`headers\` as it is written here`,
      cure: 'write a name of letters, digits and `-`, and text without line breaks, in Latin-1',
    });
  }
  return { answer: read, gets: readGets(gets, read.status) };
}

function readGets(gets: JsonObject, status: number): ExampleGets {
  const { problem, violations } = gets;
  const told = violations === undefined ? undefined : textsByName(violations);
  if (typeof problem === 'string') return { kind: 'code', code: problem, violations: told };
  const answer = readAnswer(gets, status) ?? { status, headers: new Map(), body: undefined };
  return { kind: 'answer', answer, violations: told ?? new Map() };
}

function readAnswer(written: JsonValue | undefined, status: number): ExampleAnswer | undefined {
  if (!isObject(written)) return undefined;
  const { status: own, headers, body } = written;
  return { status: typeof own === 'number' ? own : status, headers: textsByName(headers), body };
}
