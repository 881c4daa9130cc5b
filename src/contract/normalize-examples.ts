import { isObject } from '../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../codec/json-value.ts';
import { isCookieValue } from '../http/cookie-text.ts';
import { isHeaderValue } from '../http/header-text.ts';
import { isToken } from '../http/token.ts';
import type { Example, ExampleMessage, ExampleOutcome } from './example.ts';
import { readExampleReply } from './example-reply.ts';
import { textsByName } from './example-fields.ts';
import { pointerTo } from './json-pointer.ts';
import type { OperationScope } from './operation-scope.ts';

/**
 * Reads `examples` of an operation. What could never come over the wire is a finding; whether an example holds is
 * found out by running it.
 */
export function normalizeExamples(scope: OperationScope, operation: JsonObject): Example[] {
  const written = operation['examples'];
  if (!Array.isArray(written)) return [];
  const pointer = pointerTo(scope.pointer, 'examples');
  return written.flatMap((example, index) => {
    const read = isObject(example) ? readExample(scope, example, pointerTo(pointer, index)) : undefined;
    return read === undefined ? [] : [read];
  });
}

/** Out: `undefined` for what has not the form of an example, which the check of form tells. */
function readExample(scope: OperationScope, example: JsonObject, pointer: string): Example | undefined {
  const { summary, request } = example;
  const reply = readExampleReply(scope, example, pointer);
  const message = request === undefined && reply !== undefined ? ownRequest(scope) : readMessage(request);
  const outcome = readOutcome(example) ?? (reply === undefined ? undefined : { kind: 'unasked' });
  if (message === undefined || outcome === undefined) return undefined;
  checkFields(scope, message, pointerTo(pointer, 'request'));
  const { context, credential } = isObject(request) ? request : {};
  return {
    origin: { file: scope.document.file, pointer },
    summary: typeof summary === 'string' ? summary : undefined,
    request: {
      ...message,
      context: isObject(context) ? context : undefined,
      ...(isObject(credential) && { credential }),
    },
    outcome,
    reply,
  };
}

function readOutcome({ sends, problem }: JsonObject): ExampleOutcome | undefined {
  if (typeof problem === 'string') return { kind: 'code', code: problem };
  if (isObject(problem)) return { kind: 'problem', violations: textsByName(problem) };
  const message = readMessage(sends);
  return message === undefined ? undefined : { kind: 'sends', message };
}

/** An answer belongs to the operation, whatever was asked for. */
function ownRequest({ document, name }: OperationScope): ExampleMessage | undefined {
  const { operations } = document.value;
  const operation = isObject(operations) ? operations[name] : undefined;
  return readMessage(isObject(operation) ? { route: operation['route'] ?? null } : undefined);
}

function readMessage(written: JsonValue | undefined): ExampleMessage | undefined {
  if (!isObject(written) || typeof written['route'] !== 'string') return undefined;
  const [method = '', url = ''] = written['route'].split(' ', 2);
  return {
    method,
    url,
    headers: textsByName(written['headers']),
    cookies: textsByName(written['cookies']),
    body: written['body'],
  };
}

/** A request is written out as a caller would send it, so its fields must be able to stand in one. */
function checkFields(scope: OperationScope, { headers, cookies }: ExampleMessage, pointer: string): void {
  const refuse = (member: string, name: string, cure: string): void =>
    scope.report(pointerTo(pointer, member, name), {
      rule: 'example-request',
      message: `no request can carry \`${name}\` of \`${member}\` as it is written here`,
      cure,
    });
  for (const [name, values] of headers) {
    if (!isToken(name) || !values.every(isHeaderValue)) {
      refuse('headers', name, 'write a name of letters, digits and `-`, and text without line breaks, in Latin-1');
    }
  }
  for (const [name, values] of cookies) {
    if (!isToken(name) || !values.every(isCookieValue)) {
      refuse('cookies', name, 'encode the value as the caller does: blanks, commas and semicolons cannot stand in it');
    }
  }
}
