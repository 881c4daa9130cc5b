import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { JsonObject } from '../../codec/json-value.ts';
import { isToken } from '../../http/token.ts';
import type { Incoming, IncomingBody } from '../../pipeline/request.ts';
import type { ParsedArguments } from '../parsed-arguments.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Makes a request of what was typed, as Node's parser would hand it on.
 *
 * In:  `GET /users?userName=ada` (one word or two; without a method it is GET), `-H 'name: value'`, `-d text` or `-d @file`.
 * Fails: throws `UsageError` for what could not be sent as a request.
 */
export async function readTypedRequest(given: ParsedArguments, terminal: Terminal): Promise<Incoming> {
  const { method, url } = readRequestLine(given.positionals);
  const rawHeaders = given.all('header').flatMap(readHeader);
  const body = await readBody(given.one('data'), terminal);
  const hasType = rawHeaders.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type');
  if (body?.kind === 'bytes') {
    rawHeaders.push(
      'Content-Length',
      String(body.bytes.length),
      ...(hasType ? [] : ['Content-Type', 'application/json']),
    );
  }
  return {
    method,
    url,
    rawHeaders,
    body,
    context: readObject(given, 'context'),
    credential: readObject(given, 'credential'),
  };
}

function readRequestLine(words: readonly string[]): { method: string; url: string } {
  const [, method = '', target = ''] =
    words.length === 1 ? (/^(?:(\S+)\s+)?(\S.*)$/s.exec(words[0] ?? '') ?? []) : ['', ...words];
  if (words.length > 2) {
    throw new UsageError(`one request, in quotes; what is ${words[2]}?`);
  }
  if (target === '') {
    throw new UsageError("which request? For example: 'GET /users?userName=ada'");
  }
  if (method !== '' && !isToken(method)) {
    throw new UsageError(`${method} is no method`);
  }
  if (!target.startsWith('/')) {
    throw new UsageError(`the path must begin with "/", below where the API is mounted; got ${target}`);
  }
  // What an HTTP client does with an address that a person types.
  const url = target
    .replace(/#.*/s, '')
    .replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character.toWellFormed()));
  return { method: method.toUpperCase() || 'GET', url };
}

function readHeader(line: string): [name: string, value: string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`-H wants 'name: value', not ${JSON.stringify(line)}`);
  }
  if (/[\r\n\0]/.test(value)) {
    throw new UsageError(`the value of ${name} holds a line break or NUL, which no request can carry`);
  }
  return [name, Buffer.from(value).toString('latin1')];
}

async function readBody(data: string | undefined, terminal: Terminal): Promise<IncomingBody | undefined> {
  if (data === undefined) {
    return undefined;
  }
  if (!data.startsWith('@')) {
    return { kind: 'bytes', bytes: Buffer.from(data) };
  }
  const name = data.slice(1);
  const bytes = name === '-' ? terminal.readInput() : readFile(resolve(terminal.folder, name));
  return { kind: 'bytes', bytes: await bytes.catch(() => Promise.reject(new UsageError(`${name} cannot be read`))) };
}

const objectExamples = { context: '{"tenant":"acme"}', credential: '{"sub":"ada"}' } as const;

function readObject(given: ParsedArguments, flag: keyof typeof objectExamples): JsonObject | undefined {
  const text = given.one(flag);
  if (text === undefined) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as JsonObject;
    }
  } catch {
    // Told below, in the same words.
  }
  throw new UsageError(`--${flag} wants a JSON object such as '${objectExamples[flag]}'`);
}
