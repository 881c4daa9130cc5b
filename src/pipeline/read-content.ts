import type { JsonValue } from '../codec/json-value.ts';
import type { BodyContent } from '../contract/body-declaration.ts';
import type { Operation } from '../contract/contract.ts';
import type { Problem } from '../problem/problem.ts';
import type { Violation } from '../problem/violation.ts';
import { compileBodyAgeing, type SettledBody } from './ageing/body-ageing.ts';
import type { ApiLimits } from './compiled-operation.ts';
import type { Admit } from './read/admit.ts';
import { compileReadBody } from './read/read-body.ts';
import type { ParsedJson } from './read/read-bytes.ts';
import type { Incoming, IncomingBody } from './request.ts';

/** The content of a request as a value, or the answer to one that is none. */
export type ReadContent =
  | {
      readonly ok: true;
      readonly content: BodyContent | undefined;
      readonly body: JsonValue | undefined;
      readonly exact: boolean;
      readonly settled: SettledBody | undefined;
      /** Texts that are no values of their types. */
      readonly misread: readonly Violation[];
      /** What goes on where nothing is mapped. */
      readonly sent: IncomingBody | undefined;
    }
  | { readonly ok: false; readonly problem: Problem };

const nothing = { ok: true, body: undefined, exact: false, settled: undefined, misread: [] } as const;

/** Compiles the stage `read` of an operation: the content is admitted by its head, read, and its older names settled. */
export function compileReadContent(
  operation: Operation,
  limits: ApiLimits,
  admit: Admit,
): (incoming: Incoming, parsed?: ParsedJson) => ReadContent {
  const readBody = compileReadBody(operation, limits);
  const { violations, now = Date.now } = limits;
  const settings = { now, mostViolations: violations + 1 };
  const ageing = new Map(
    operation.body?.content.map((content) => [content, compileBodyAgeing(content.place, settings)]),
  );
  return ({ body, rawHeaders }, parsed) => {
    const none: ReadContent = { ...nothing, content: undefined, sent: body };
    if (body === undefined) return none;
    const admission = admit(rawHeaders, body.kind !== 'bytes' || body.bytes.length > 0);
    if (!admission.ok) return admission;
    if (admission.admitted === undefined) return none;
    const { content } = admission.admitted;
    const result = readBody(body, admission.admitted, parsed);
    if (!result.ok) return result;
    const settled = ageing.get(content)?.(result.value);
    const { exact, violations: misread = [], plain } = result;
    const received: IncomingBody = plain === undefined ? body : { kind: 'bytes', bytes: plain };
    const sent = settledBody(received, settled);
    return { ok: true, content, body: settled?.value ?? result.value, exact, settled, misread, sent };
  };
}

/** Bytes in which something stands under an older name cannot go on as they are. */
const settledBody = (body: IncomingBody, settled: SettledBody | undefined): IncomingBody =>
  settled === undefined || settled.older.none || body.kind !== 'bytes'
    ? body
    : { kind: 'parsed', value: settled.value };
