import assert from 'node:assert/strict';
import { requestBytes, usualFields } from '../load/request-text.ts';
import { type Upstream, upstreamContent } from '../load/upstream.ts';
import type { Forwarded, Refused, WorkItem } from '../work/work-item.ts';
import { type Exchanged, exchange } from './exchange.ts';

/** Fields that must not be sent on: one that `Connection` names, and one that lies about who the caller is. */
const hop = ['X-Hop', '1'] as const;
/** A gateway that takes content codings off may ask for others than the caller. */
const negotiated = 'accept-encoding';
const forged = ['X-Forwarded-For', '198.51.100.7'] as const;

/**
 * Holds that a program does the same work as all others: the upstream got exactly the request that was meant, with the
 * caller's end-to-end fields, and the caller its answer; or the caller a 400 that names every fault, and the upstream
 * nothing.
 *
 * Out: what the program leaves undone that others do, in words. Fails: throws where the work is another.
 */
export async function verify(upstream: Upstream, port: number, item: WorkItem): Promise<string[]> {
  const fields = usualFields.map(([name, value]) => [name, name === 'Connection' ? `${value}, X-Hop` : value] as const);
  const request = requestBytes(item.request, port, [...fields, hop, forged]);
  const exchanged = await exchange(upstream, port, request);
  const { expected } = item;
  if (expected.kind === 'forwarded') return verifyForwarded(exchanged, item, expected);
  verifyRefused(exchanged, expected);
  return [];
}

function verifyForwarded({ forwarded, answer }: Exchanged, { request }: WorkItem, expected: Forwarded): string[] {
  assert.equal(forwarded.length, 1, 'the upstream gets one request');
  const [head = '', content = ''] = (forwarded[0] ?? '').split('\r\n\r\n');
  const [line, ...lines] = head.split('\r\n');
  assert.equal(line, `${request.method} ${expected.target} HTTP/1.1`);
  assert.deepEqual(content === '' ? undefined : JSON.parse(content), expected.body);
  const fields = new Map(lines.map((text) => [text.slice(0, text.indexOf(':')).toLowerCase(), text]));
  for (const [name, value] of usualFields) {
    const key = name.toLowerCase();
    if (key === 'connection' || key === negotiated) continue;
    const sent = fields.get(key)?.slice(key.length + 1);
    assert.equal(sent?.trim(), value, `${name} is sent on`);
  }
  assert.equal(answer.status, 200);
  assert.equal(answer.content.toString(), upstreamContent);
  for (const field of ['Content-Type: application/json', 'ETag: W/"7a-bench"', 'Cache-Control: private']) {
    assert.ok(answer.head.toLowerCase().includes(field.toLowerCase()), `the answer has ${field}`);
  }
  return remarksAbout(fields);
}

function remarksAbout(fields: ReadonlyMap<string, string>): string[] {
  const remarks: string[] = [];
  const codings = usualFields.find(([name]) => name.toLowerCase() === negotiated)?.[1] ?? '';
  if (!fields.get(negotiated)?.endsWith(codings)) remarks.push('asks for content codings of its own choice');
  if (fields.has('x-hop')) remarks.push('sends on a field that `Connection` names');
  const forwardedFor = fields.get('x-forwarded-for');
  if (forwardedFor === undefined) remarks.push('sends no `X-Forwarded-For`');
  else if (forwardedFor.includes(forged[1])) remarks.push('believes any caller’s `X-Forwarded-For`');
  return remarks;
}

function verifyRefused({ forwarded, answer }: Exchanged, { names }: Refused): void {
  assert.equal(forwarded.length, 0, 'the upstream gets nothing');
  assert.equal(answer.status, 400);
  assert.match(answer.head, /\r\ncontent-type: *application\/problem\+json/i);
  const { errors } = JSON.parse(answer.content.toString());
  const told = (errors as object[]).map((error) => JSON.stringify(error));
  for (const name of names) {
    assert.ok(
      told.some((error) => error.includes(name)),
      `the answer names ${name}: ${told.join(' ')}`,
    );
  }
  assert.equal(told.length, names.length, `one error a fault: ${told.join(' ')}`);
}
