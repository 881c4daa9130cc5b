import type { ServerResponse } from 'node:http';
import { connectionOptions, hopByHopFields } from '../http/header-fields.ts';
import { replaceProxyStatus } from '../http/proxy-status.ts';
import { AnswerFault } from './answer-fault.ts';

/** The head of an upstream's answer as it goes to the caller. */
export interface AnswerHead {
  readonly status: number;
  /** `undefined` where the phrase is not plain ASCII; Node then writes the usual one. */
  readonly reason: string | undefined;
  /** By lower-case name, in order: the name as received, and its values, one for each line. */
  readonly fields: ReadonlyMap<string, { readonly name: string; readonly values: readonly string[] }>;
  /** Of the content that follows; `undefined` where its end is not known beforehand. */
  readonly contentLength: number | undefined;
  /** No content follows, whatever the upstream sends. */
  readonly bodiless: boolean;
}

export interface ReceivedHead {
  /** Of the request that we sent. */
  readonly method: string;
  readonly status: number;
  readonly reason: string;
  /** Name, value, name, value, ... as received. */
  readonly rawHeaders: readonly string[];
}

/** A field value that Node would refuse to write; its parser of requests refuses the same. */
const unwritable = /[^\t\x20-\x7e\x80-\xff]/;

/**
 * Makes the head that the caller gets from the one that we got.
 *
 * Removed: hop-by-hop fields and those that `Connection` names, `Alt-Svc` (it speaks of the upstream's own origin), a
 * length that must not be there, and what the upstream says in our name in `Proxy-Status`.
 * Fails: throws `AnswerFault` on a status, coding or field that must not be passed on.
 * Source: RFC 9110, sections 7.6.1, 8.6 and 15; RFC 9112, section 6.
 */
export function readAnswerHead(received: ReceivedHead, pseudonym: string): AnswerHead {
  const { status, rawHeaders } = received;
  if (status === 101) throw new AnswerFault('ANSWER_UPGRADE');
  if (status < 200 || status > 599) throw new AnswerFault('ANSWER_STATUS', `the status is ${status}`);
  const named = connectionOptions(rawHeaders);
  const fields = new Map<string, { name: string; values: string[] }>();
  let coding: string | undefined;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const key = name.toLowerCase();
    if (key === 'transfer-encoding') coding = coding === undefined ? value : `${coding}, ${value}`;
    if (hopByHopFields.has(key) || named.has(key) || key === 'alt-svc') continue;
    if (unwritable.test(value)) throw new AnswerFault('ANSWER_FIELD', `the field ${key} has an illegal character`);
    const before = fields.get(key);
    if (before === undefined) fields.set(key, { name, values: [value] });
    else before.values.push(value);
  }
  // A coding that the client does not take off would reach the caller unlabelled.
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked')
    throw new AnswerFault('ANSWER_CODING', `the transfer coding is ${coding}`);
  adjustProxyStatus(fields, { status, pseudonym });
  return finish(received, fields, coding !== undefined);
}

function finish(
  received: ReceivedHead,
  fields: Map<string, { name: string; values: string[] }>,
  chunked: boolean,
): AnswerHead {
  const { method, status, reason } = received;
  const isHead = method === 'HEAD';
  if (status === 204 || (chunked && !isHead)) fields.delete('content-length');
  // RFC 9110, section 15.3.6: an answer with status 205 has no content, and says so.
  if (status === 205) fields.set('content-length', { name: 'Content-Length', values: ['0'] });
  const length = fields.get('content-length')?.values[0];
  return {
    status,
    reason: /^[\t\x20-\x7e]+$/.test(reason) ? reason : undefined,
    fields,
    contentLength: length === undefined ? undefined : Number(length),
    bodiless: isHead || status === 204 || status === 205 || status === 304,
  };
}

function adjustProxyStatus(
  fields: Map<string, { name: string; values: string[] }>,
  { status, pseudonym }: { status: number; pseudonym: string },
): void {
  const received = fields.get('proxy-status')?.values.join(', ');
  if (received === undefined && status < 500) return;
  // RFC 9209, section 2.1.4: a failure that the upstream reports itself is told apart from one of ours.
  const value = replaceProxyStatus(received, { name: pseudonym, receivedStatus: status >= 500 ? status : undefined });
  if (value === undefined) fields.delete('proxy-status');
  else fields.set('proxy-status', { name: 'Proxy-Status', values: [value] });
}

/**
 * Sets status and fields on the caller's answer; nothing is sent yet.
 *
 * Fields that the app's own middleware has set stay. Where the upstream sends the same name the upstream's counts, but
 * `Set-Cookie` and `Vary` are joined, for there each says something of its own.
 */
export function setAnswerHead(response: ServerResponse, head: AnswerHead): void {
  response.statusCode = head.status;
  if (head.reason !== undefined) response.statusMessage = head.reason;
  for (const [key, { name, values }] of head.fields) {
    const own = key === 'set-cookie' || key === 'vary' ? response.getHeader(key) : undefined;
    const all = own === undefined ? values : [...(Array.isArray(own) ? own : [String(own)]), ...values];
    const [only] = all;
    if (key === 'vary') response.setHeader(name, all.join(', '));
    else response.setHeader(name, all.length === 1 && only !== undefined ? only : all);
  }
}

/** The fields as text; undici gives them as bytes, which are Latin-1 in HTTP. */
export function fieldTexts(rawHeaders: unknown): string[] {
  if (!Array.isArray(rawHeaders)) return [];
  return rawHeaders.map((part: unknown) => (Buffer.isBuffer(part) ? part.toString('latin1') : String(part)));
}
