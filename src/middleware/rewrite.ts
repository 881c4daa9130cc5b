import type { IncomingMessage } from 'node:http';
import type { JsonValue } from '../codec/json-value.ts';
import type { RewrittenRequest } from '../options/express-request.ts';
import type { Call } from './call.ts';
import type { Accepted, Delivery } from './delivery.ts';
import type { Observation } from './observation.ts';
import { originOf } from './target.ts';

/** What body parsers put on a request, and we. */
interface AddedMembers {
  body?: unknown;
  paramap?: RewrittenRequest;
}

/** Fields that describe the caller's connection and stay as they came; `encode` decides about all others. */
const kept: ReadonlySet<string> = new Set(['host', 'connection', 'via', 'forwarded']);

/** How long a content is that stays as it came. */
const framing: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);

const isKept = (name: string): boolean => kept.has(name) || name.startsWith('x-forwarded-');

/**
 * Turns the caller's request into the outgoing one, in place, for the handlers that follow. The one part of paramap that
 * writes into Express's `req`.
 *
 * The content is in `req.body`, as after `express.json()`: the stream has been read. Numbers that a double cannot hold
 * are `ExactNumber` there, which `JSON.stringify` writes digit for digit.
 */
export const rewriteDelivery: Delivery = {
  observes: true,
  streams: false,
  deliver(call: Call, accepted: Accepted): void {
    const req: IncomingMessage & AddedMembers = call.req;
    const { outgoing, observed } = accepted;
    const values = observed?.values;
    if (observed === undefined || values === undefined) throw new Error('the pipeline did not show the decoded values');
    const body = bodyOf(observed);
    req.method = outgoing.method;
    // Express takes the origin off an absolute target by its length, and would cut our path where there is none.
    req.url = originOf(req.url ?? '') + outgoing.path;
    writeHeaders(req, outgoingFields(req, accepted));
    // Bytes that nobody looks into stay on the request, for the handlers that follow or another parser.
    if (outgoing.streamed === undefined) {
      req.body = body;
      // Parsers of body-parser 1 (Express 4) that come later take this as a sign that the stream was read.
      Object.assign(req, { _body: true });
    }
    req.paramap = Object.freeze({ operation: accepted.operation.operation.name, values });
    call.next();
  },
};

function bodyOf({ values, placed }: Observation): JsonValue | undefined {
  if (placed === undefined || placed.body.kind === 'none') return undefined;
  return placed.body.kind === 'value' ? placed.body.value : values?.body;
}

function outgoingFields(req: IncomingMessage, { outgoing }: Accepted): string[] {
  const fields: string[] = [];
  copyFields(req.rawHeaders, fields, isKept);
  copyFields(outgoing.headers, fields, (name) => !isKept(name) && name !== 'content-length');
  if (outgoing.streamed !== undefined) copyFields(req.rawHeaders, fields, (name) => framing.has(name));
  if (outgoing.body !== undefined) fields.push('Content-Length', String(Buffer.byteLength(outgoing.body)));
  return fields;
}

function copyFields(from: readonly string[], to: string[], isWanted: (name: string) => boolean): void {
  for (let index = 0; index + 1 < from.length; index += 2) {
    const [name = '', value = ''] = from.slice(index, index + 2);
    if (isWanted(name.toLowerCase())) to.push(name, value);
  }
}

/** The three forms in which Node shows header fields; several lines of one name are joined as Node joins them. */
function writeHeaders(req: IncomingMessage, fields: string[]): void {
  const lines = new Map<string, string[]>();
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [name = '', value = ''] = fields.slice(index, index + 2);
    const values = lines.get(name.toLowerCase());
    if (values === undefined) lines.set(name.toLowerCase(), [value]);
    else values.push(value);
  }
  req.rawHeaders = fields;
  req.headersDistinct = Object.fromEntries(lines);
  req.headers = Object.fromEntries(
    lines.entries().map(([name, values]) => [name, values.join(name === 'cookie' ? '; ' : ', ')]),
  );
}
