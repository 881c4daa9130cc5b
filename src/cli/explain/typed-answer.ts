import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseJson } from '../../codec/json-text/parse.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { ExampleAnswer } from '../../contract/example.ts';
import { isToken } from '../../http/token.ts';
import { nearestName } from '../../problem/suggestion.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** An upstream's answer of a file: as examples write it, or its bytes as they came over the wire. */
export type TypedAnswer =
  | { readonly kind: 'written'; readonly answer: ExampleAnswer }
  | {
      readonly kind: 'raw';
      readonly status: number;
      /** Name, value, name, value, ... */
      readonly rawHeaders: readonly string[];
      readonly content: Buffer;
    };

/**
 * Reads an upstream's answer from a file, or with `-` from standard input.
 *
 * In:  `{ "status": 200, "headers": { ... }, "body": ... }`, each of which may be missing; or an HTTP answer as `curl -i`
 *      writes it, of several the last.
 * Fails: throws `UsageError` for what is neither.
 */
export async function readTypedAnswer(name: string, terminal: Terminal): Promise<TypedAnswer> {
  const reading = name === '-' ? terminal.readInput() : readFile(resolve(terminal.folder, name));
  const bytes = Buffer.from(await reading.catch(() => Promise.reject(new UsageError(`${name} cannot be read`))));
  return bytes.toString('latin1', 0, 5) === 'HTTP/' ? readRaw(name, bytes) : readWritten(name, bytes);
}

function readRaw(name: string, bytes: Buffer): TypedAnswer {
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
  const head = bytes.toString('latin1', 0, end?.index);
  const content = end === null ? Buffer.alloc(0) : bytes.subarray(end.index + end[0].length);
  // An interim answer, or one that was followed by another.
  if (content.toString('latin1', 0, 5) === 'HTTP/') return readRaw(name, content);
  const [first = '', ...lines] = head.split(/\r?\n/);
  const status = /^HTTP\/[0-9.]+ ([2-5][0-9][0-9])(?: |$)/.exec(first)?.[1];
  if (status === undefined) throw new UsageError(`${name} begins with no status line of an answer: ${first}`);
  const rawHeaders = lines.flatMap((line) => {
    const [, field = '', value = ''] = /^([^:\s]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (!isToken(field)) throw new UsageError(`${name} has a line that is no header field: ${line}`);
    return [field, value];
  });
  return { kind: 'raw', status: Number(status), rawHeaders, content };
}

const members = ['status', 'headers', 'body'];

function readWritten(name: string, bytes: Buffer): TypedAnswer {
  const parsed = parseJson(bytes, { maxDepth: 1000 });
  if (!parsed.ok) {
    const { line, column, detail } = parsed.fault;
    throw new UsageError(`${name} is neither an HTTP answer nor JSON: line ${line}, column ${column}: ${detail}`);
  }
  if (!isObject(parsed.value)) throw new UsageError(`${name}: ${form}`);
  const unknown = Object.keys(parsed.value).find((member) => !members.includes(member));
  if (unknown !== undefined) {
    const near = nearestName(unknown, members);
    throw new UsageError(
      `${name}: ${near === undefined ? form : `\`${unknown}\` is unknown; did you mean \`${near}\`?`}`,
    );
  }
  return { kind: 'written', answer: readAnswer(name, parsed.value) };
}

const form = 'an answer is written `{ "status": 200, "headers": { ... }, "body": ... }`';

function readAnswer(name: string, { status = 200, headers = {}, body }: JsonObject): ExampleAnswer {
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    throw new UsageError(`${name}: the status is a whole number from 200 to 599, not ${JSON.stringify(status)}`);
  }
  if (!isObject(headers)) throw new UsageError(`${name}: ${form}`);
  const fields = Object.entries(headers).map(([field, value]) => [field, readLines(name, field, value)] as const);
  return { status, headers: new Map(fields), body };
}

function readLines(name: string, field: string, value: JsonValue): string[] {
  const lines = [value].flat();
  const texts = lines.filter((line) => typeof line === 'string');
  if (texts.length < lines.length || !isToken(field)) {
    throw new UsageError(`${name}: the header ${field} is no field with a text, or a list of texts`);
  }
  return texts;
}
