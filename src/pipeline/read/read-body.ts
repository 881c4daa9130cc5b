// The second half of the stage `read`: bytes become a value, strictly, or an answer of their own says where they
// stop being JSON.

import { parseJson } from '../../codec/json-text/parse.ts';
import { createProblem } from '../../problem/problem.ts';
import type { IncomingBody } from '../request.ts';
import type { ReadBody } from './body-value.ts';
import { checkParsedBody } from './parsed-body.ts';

/** Reads the body of a request whose media type was admitted as JSON. */
export function readBody(body: IncomingBody, at: { operation: string; jsonDepth: number }): ReadBody {
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
