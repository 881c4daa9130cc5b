// The second half of the stage `read`: bytes become a value, strictly, in the format that was admitted, or an answer of its
// own says where they stop being that.

import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { createProblem } from '../../problem/problem.ts';
import type { ApiLimits } from '../compiled-operation.ts';
import type { IncomingBody } from '../request.ts';
import type { AdmittedContent } from './admit.ts';
import type { ReadBody } from './body-value.ts';
import { checkParsedBody } from './parsed-body.ts';
import { parsedForm } from './parsed-form.ts';
import { plainBytes } from './plain-bytes.ts';
import { compileReadBytes, type ParsedJson, type ReadBytes } from './read-bytes.ts';
import { readParts } from './read-parts.ts';

/** Compiles the reading of an operation's bodies, one reader for each declared content. */
export function compileReadBody(
  operation: Operation,
  limits: ApiLimits,
): (body: IncomingBody, admitted: AdmittedContent, parsed?: ParsedJson) => ReadBody {
  const { name } = operation;
  const { jsonDepth, decompressedBytes: limitBytes } = limits;
  const readers = new Map<BodyContent, ReadBytes>(
    operation.body?.content.map((content) => [content, compileReadBytes(content, { operation: name, limits })]),
  );
  return (body, { content, charset, codings }, parsed) => {
    if (body.kind === 'parts') return readParts(body, { operation: name, jsonDepth, content });
    if (body.kind === 'stream') return unseen;
    const read = readers.get(content);
    if (read === undefined) throw new Error('the body was admitted, and nobody reads it');
    if (body.kind === 'parsed') return readParsed(body.value, { operation: name, jsonDepth, content, read });
    const plain = plainBytes(body.bytes, body.isPlain === true ? [] : codings, { operation: name, limitBytes });
    if (!plain.ok) return plain;
    const result = read(plain.bytes, charset, parsed);
    return result.ok && plain.bytes !== body.bytes ? { ...result, plain: plain.bytes } : result;
  };
}

/** Bytes that nobody looks into are a text of which nothing is known. */
const unseen: ReadBody = { ok: true, value: '', exact: false };

interface ParsedReading {
  readonly operation: string;
  readonly jsonDepth: number;
  readonly content: BodyContent;
  readonly read: ReadBytes;
}

/** What another parser left is brought back into its text, where that is possible, and then read like any other. */
function readParsed(value: unknown, { operation, jsonDepth, content, read }: ParsedReading): ReadBody {
  const { kind } = content.format;
  if (kind === 'json') return checkParsedBody(value, { operation, jsonDepth });
  const text = kind === 'form' ? parsedForm(value) : typeof value === 'string' ? value : undefined;
  if (text !== undefined) return read(Buffer.from(text), 'utf-8');
  const cause = new Error('mount paramap before the parser that reads this type, or keep its bytes with keepRawBody');
  const detail = 'The body was read by another parser, and its text cannot be made of that again';
  return { ok: false, problem: createProblem('contract-broken', { detail, operation, cause }) };
}
