import type { ServerResponse } from 'node:http';
import { fieldText } from '../http/answer-fields.ts';
import { connectionOptions, hopByHopFields } from '../http/header-fields.ts';
import { replaceProxyStatus } from '../http/proxy-status.ts';
import { isContentless } from '../http/status.ts';
import { AnswerFault } from './answer-fault.ts';

/** The head of an upstream's answer as it goes to the caller. */
export interface AnswerHead {
  readonly status: number;
  /** `undefined` where the phrase is not plain ASCII; Node then writes the usual one. */
  readonly reason: string | undefined;
  /** By lower-case name, in order: the name as received, and its value, or the values of its lines. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Of the content that follows; `undefined` where its end is not known beforehand. */
  readonly contentLength: number | undefined;
  /** No content follows, whatever the upstream sends. */
  readonly bodiless: boolean;
  /** The upstream announces content that must not be there, and that its HTTP client would wait for. */
  readonly unwanted: boolean;
}

interface Field {
  readonly name: string;
  readonly value: string | string[];
}

/** The head of an answer as the upstream sent it. */
export interface ReceivedHead {
  /** Of the request that we sent. */
  readonly method: string;
  readonly status: number;
  readonly reason: string;
  /** Name, value, name, value, ... as received. */
  readonly rawHeaders: readonly string[];
}

/** `Alt-Svc` speaks of the upstream's own origin, not of ours. */
const dropped: ReadonlySet<string> = new Set([...hopByHopFields, 'alt-svc']);

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
  const fields = new Map<string, Field>();
  const codings: string[] = [];
  let namesFields = false;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const key = name.toLowerCase();
    if (!dropped.has(key)) addLine(fields, key, { name, value });
    else if (key === 'transfer-encoding') codings.push(value.trim().toLowerCase());
    else if (key === 'connection' && value !== 'keep-alive' && value !== 'close') namesFields = true;
  }
  if (namesFields) for (const key of connectionOptions(rawHeaders)) fields.delete(key);
  // A coding that the client does not take off would reach the caller unlabelled.
  const isChunked = codings.length > 0;
  if (isChunked && codings.join() !== 'chunked')
    throw new AnswerFault('ANSWER_CODING', `the transfer coding is ${codings.join()}`);
  if (status >= 500 || fields.has('proxy-status')) adjustProxyStatus(fields, { status, pseudonym });
  return frame(received, fields, isChunked);
}

function addLine(fields: Map<string, Field>, key: string, line: { name: string; value: string }): void {
  const before = fields.get(key);
  if (before === undefined) fields.set(key, line);
  else if (Array.isArray(before.value)) before.value.push(line.value);
  else fields.set(key, { name: before.name, value: [before.value, line.value] });
}

function frame(received: ReceivedHead, fields: Map<string, Field>, isChunked: boolean): AnswerHead {
  const { status, reason } = received;
  const isHead = received.method === 'HEAD';
  if (status === 204 || (isChunked && !isHead)) fields.delete('content-length');
  const announced = fields.get('content-length')?.value;
  // RFC 9110, section 15.3.6: an answer with status 205 has no content, and says so.
  if (status === 205) fields.set('content-length', { name: 'Content-Length', value: '0' });
  const length = fields.get('content-length')?.value;
  return {
    status,
    reason: /^[\t\x20-\x7e]+$/.test(reason) ? reason : undefined,
    fields,
    contentLength: length === undefined ? undefined : Number(length),
    bodiless: isHead || isContentless(status),
    unwanted: status === 205 && !isHead && announced !== '0',
  };
}

/**
 * The head of an answer as its declaration makes it: with other fields, and perhaps another status.
 *
 * A status that differs from the received one loses its phrase, and `Proxy-Status` says what was received (RFC 9209,
 * section 2.1.4). `headOnly`: the caller asked for the head alone, and the upstream for all.
 */
export function declareHead(
  head: AnswerHead,
  { status, fields }: Pick<AnswerHead, 'status' | 'fields'>,
  { pseudonym, headOnly }: { readonly pseudonym: string; readonly headOnly: boolean },
): AnswerHead {
  const known = fields.has('content-length') ? head.contentLength : undefined;
  const bodiless = head.bodiless || headOnly || isContentless(status);
  if (status === head.status) return { ...head, fields, contentLength: known, bodiless };
  const changed = new Map(fields);
  const list = fieldText(fields, 'proxy-status');
  const value = replaceProxyStatus(list, { name: pseudonym, receivedStatus: head.status });
  if (value !== undefined) changed.set('proxy-status', { name: 'Proxy-Status', value });
  if (status === 205) changed.set('content-length', { name: 'Content-Length', value: '0' });
  return { ...head, status, reason: undefined, fields: changed, contentLength: known, bodiless };
}

/** RFC 9209, section 2.1.4: a failure that the upstream reports itself is told apart from one of ours. */
function adjustProxyStatus(
  fields: Map<string, Field>,
  { status, pseudonym }: { status: number; pseudonym: string },
): void {
  const received = fields.get('proxy-status')?.value;
  const receivedStatus = status >= 500 ? status : undefined;
  const list = Array.isArray(received) ? received.join(', ') : received;
  const value = replaceProxyStatus(list, { name: pseudonym, receivedStatus });
  if (value === undefined) fields.delete('proxy-status');
  else fields.set('proxy-status', { name: 'Proxy-Status', value });
}

/**
 * Sets status and fields on the caller's answer; nothing is sent yet.
 *
 * Fields that the app's own middleware has set stay. Where the upstream sends the same name the upstream's counts, but
 * `Set-Cookie`, `Vary` and `Link` are joined, for there each says something of its own, and what the contract says of the end
 * of what the caller used stays: the upstream speaks of its own.
 */
export function setAnswerHead(response: ServerResponse, head: AnswerHead): void {
  response.statusCode = head.status;
  if (head.reason !== undefined) response.statusMessage = head.reason;
  for (const [key, { name, value }] of head.fields) {
    if (key === 'set-cookie') response.setHeader(name, joined(response.getHeader(key), value));
    else if (key === 'vary' || key === 'link')
      response.setHeader(name, joined(response.getHeader(key), value).join(', '));
    else if (isLifecycle(key) && response.hasHeader(key)) continue;
    else response.setHeader(name, value);
  }
}

const isLifecycle = (key: string): boolean => key === 'deprecation' || key === 'sunset';

function joined(own: number | string | readonly string[] | undefined, received: string | readonly string[]): string[] {
  return [own ?? [], received].flat().map(String);
}

/** The fields as text; undici gives them as bytes, which are Latin-1 in HTTP. */
export function fieldTexts(rawHeaders: unknown): string[] {
  if (!Array.isArray(rawHeaders)) return [];
  return rawHeaders.map((part: unknown) => (Buffer.isBuffer(part) ? part.toString('latin1') : String(part)));
}
