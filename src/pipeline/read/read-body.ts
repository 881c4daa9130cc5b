// The second half of the stage `read`: bytes become a value, strictly, or an answer of their own says where they
// stop being JSON.

import { parseJson } from '../../codec/json-text/parse.ts';
import { createProblem } from '../../problem/problem.ts';
import type { IncomingBody } from '../request.ts';
import type { ReadBody } from './body-value.ts';
import { checkParsedBody } from './parsed-body.ts';
import { type PartsReading, readParts } from './read-parts.ts';

/** Reads the body of a request whose media type was admitted. */
export function readBody(body: IncomingBody, at: PartsReading): ReadBody {
  if (body.kind === 'parts') return readParts(body, at);
  if (body.kind === 'stream') return unseen;
  if (body.kind === 'parsed') return checkParsedBody(body.value, at);
  const result = parseJson(body.bytes, { maxDepth: at.jsonDepth });
  if (result.ok) return { ok: true, value: result.value, exact: result.exact };
  const { detail, line, column, pointer, code } = result.fault;
  return {
    ok: false,
    problem: createProblem('malformed-body', {
      detail: `Line ${line}, column ${column}: ${detail}`,
      operation: at.operation,
      members: { reason: code, line, column, ...(pointer === undefined ? {} : { pointer: `#${pointer}` }) },
    }),
  };
}

/** Bytes that nobody looks into are a text of which nothing is known. */
const unseen: ReadBody = { ok: true, value: '', exact: false };
