import { fieldText } from '../http/answer-fields.ts';
import { connectionOptions, hopByHopFields } from '../http/header-fields.ts';
import { replaceProxyStatus } from '../http/proxy-status.ts';
import { isContentless } from '../http/status.ts';
import { AnswerFault } from './answer-fault.ts';
import { type AnswerHead, Head } from './answer-head.ts';
import { fieldsOf, withoutLines } from './answer-lines.ts';

/** The head of an answer as the upstream sent it. */
export interface ReceivedHead {
  /** Of the request that we sent. */
  readonly method: string;
  readonly status: number;
  readonly reason: string;
  /** Name, value, name, value, ... as received. */
  readonly rawHeaders: readonly string[];
}

/** What has to be known of a field: it is taken out, or something else in the head depends on it. */
type Role = 'dropped' | 'connection' | 'transfer-encoding' | 'content-length' | 'proxy-status';

const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...[...hopByHopFields].map((name) => [name, 'dropped'] as const),
  // It speaks of the upstream's own origin, not of ours.
  ['alt-svc', 'dropped'],
  ['connection', 'connection'],
  ['transfer-encoding', 'transfer-encoding'],
  ['content-length', 'content-length'],
  ['proxy-status', 'proxy-status'],
]);

const roleLengths: ReadonlySet<number> = new Set([...roles.keys()].map(({ length }) => length));

/** The length tells most fields apart before anything is written in lower case. */
const roleOf = (name: string): Role | undefined =>
  roleLengths.has(name.length) ? roles.get(name.toLowerCase()) : undefined;

/**
 * Makes the head that the caller gets from the one that we got.
 *
 * Removed: hop-by-hop fields and those that `Connection` names, a length that must not be there, and what the upstream
 * says in our name in `Proxy-Status`. Values need no check: the parsers of answers refuse what cannot be written.
 * Fails: throws `AnswerFault` on a status or a transfer coding that must not be passed on.
 * Source: RFC 9110, sections 7.6.1, 8.6 and 15; RFC 9112, section 6.
 */
export function readAnswerHead(received: ReceivedHead, pseudonym: string): AnswerHead {
  const { status, rawHeaders } = received;
  if (status === 101) throw new AnswerFault('ANSWER_UPGRADE');
  if (status < 200 || status > 599) throw new AnswerFault('ANSWER_STATUS', `the status is ${status}`);
  const lines: string[] = [];
  let codings: string | undefined;
  let namesFields = false;
  let length: string | undefined;
  let toldStatus = false;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const role = roleOf(name);
    if (role === 'transfer-encoding') codings = joined(codings, value.trim().toLowerCase());
    else if (role === 'connection') namesFields ||= value !== 'keep-alive' && value !== 'close';
    else if (role !== 'dropped') {
      if (role === 'content-length') length = joined(length, value);
      else if (role === 'proxy-status') toldStatus = true;
      lines.push(name, value);
    }
  }
  // A coding that the client does not take off would reach the caller unlabelled.
  const isChunked = codings !== undefined;
  if (isChunked && codings !== 'chunked') throw new AnswerFault('ANSWER_CODING', `the transfer coding is ${codings}`);
  const named = namesFields ? connectionOptions(rawHeaders) : none;
  const kept = named.size === 0 ? lines : withoutLines(lines, (key) => named.has(key));
  const told = status >= 500 || toldStatus ? withProxyStatus(kept, { status, pseudonym }) : kept;
  return frame(received, told, { isChunked, length: named.has('content-length') ? undefined : length });
}

/** Nobody has to read one (RFC 9112, section 4), and one without an end would break the caller's parser. */
const passableReason = /^[\t\x20-\x7e]{1,256}$/;

const none: ReadonlySet<string> = new Set();

const joined = (before: string | undefined, value: string): string =>
  before === undefined ? value : `${before},${value}`;

function frame(
  { method, status, reason }: ReceivedHead,
  lines: string[],
  { isChunked, length }: { readonly isChunked: boolean; readonly length: string | undefined },
): AnswerHead {
  const isHead = method === 'HEAD';
  const isUnframed = status === 204 || (isChunked && !isHead);
  const announced = isUnframed ? undefined : length;
  // RFC 9110, section 15.3.6: an answer with status 205 has no content, and says so.
  const written = status === 205 ? '0' : announced;
  const framed = written === length ? lines : [...withoutLines(lines, isLength), ...lengthLine(written)];
  return new Head({
    status,
    reason: reason === 'OK' || passableReason.test(reason) ? reason : undefined,
    lines: framed,
    contentLength: written === undefined ? undefined : Number(written),
    bodiless: isHead || isContentless(status),
    unwanted: status === 205 && !isHead && announced !== '0',
  });
}

const isLength = (key: string): boolean => key === 'content-length';

const lengthLine = (length: string | undefined): string[] => (length === undefined ? [] : ['Content-Length', length]);

/** RFC 9209, section 2.1.4: a failure that the upstream reports itself is told apart from one of ours. */
function withProxyStatus(
  lines: readonly string[],
  { status, pseudonym }: { status: number; pseudonym: string },
): string[] {
  const received = fieldText(fieldsOf(lines), 'proxy-status');
  const receivedStatus = status >= 500 ? status : undefined;
  const value = replaceProxyStatus(received, { name: pseudonym, receivedStatus });
  const others = withoutLines(lines, (key) => key === 'proxy-status');
  return value === undefined ? others : [...others, 'Proxy-Status', value];
}
