import { channel } from 'node:diagnostics_channel';
import { ServerResponse } from 'node:http';
import { isField, type RequestId } from '../http/request-id.ts';
import type { AnswerHead } from './answer-head.ts';

/**
 * Puts status and fields on the caller's answer; nothing is sent yet.
 *
 * Fields that the app's own middleware has set stay. Where the upstream sends the same name the upstream's counts, but
 * `Set-Cookie`, `Vary` and `Link` are joined, for there each says something of its own, and what the contract says of the end
 * of what the caller used stays: the upstream speaks of its own. Where it is said already which pages may read the answer, the
 * upstream has no say in it. Our name of the request takes the place of the upstream's.
 */
export function writeAnswerHead(response: ServerResponse, head: AnswerHead, requestId?: RequestId): void {
  const { status, reason } = head;
  const lines = requestId === undefined ? head.lines : namedLines(head.lines, requestId);
  if (!isUnwatched(response, closeOfConversation)) {
    setAnswerHead(response, head);
    if (requestId !== undefined) response.setHeader(requestId.field, requestId.value);
  } else if (reason === undefined) response.writeHead(status, lines);
  else response.writeHead(status, reason, lines);
}

function namedLines(lines: readonly string[], { field, value }: RequestId): string[] {
  const named: string[] = [];
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const name = lines[index] ?? '';
    if (!isField(name, field)) named.push(name, lines[index + 1] ?? '');
  }
  named.push(field, value);
  return named;
}

function setAnswerHead(response: ServerResponse, { status, reason, fields }: AnswerHead): void {
  const saysWhoReads = response.hasHeader('access-control-allow-origin');
  response.statusCode = status;
  if (reason !== undefined) response.statusMessage = reason;
  for (const [key, { name, value }] of fields) {
    if (key === 'set-cookie') response.setHeader(name, joined(response.getHeader(key), value));
    else if (key === 'vary' || key === 'link')
      response.setHeader(name, joined(response.getHeader(key), value).join(', '));
    else if (isLifecycle(key) && response.hasHeader(key)) continue;
    else if (saysWhoReads && key.startsWith('access-control-')) continue;
    else response.setHeader(name, value);
  }
}

const isLifecycle = (key: string): boolean => key === 'deprecation' || key === 'sunset';

function joined(own: number | string | readonly string[] | undefined, received: string | readonly string[]): string[] {
  return [own ?? [], received].flat().map(String);
}

const { writeHead, write, end, setHeader } = ServerResponse.prototype;
const finished = channel('http.server.response.finish');

/** Node's own; whoever logs answers, or measures them, has another. */
const finishOfNode = 1;

const closeOfConversation = 1;

const heardByUs = new WeakSet<ServerResponse>();

/** Says that one more of those that wait for the close of an answer is ours, and does not look at its head. */
export function noteOwnListener(response: ServerResponse): void {
  heardByUs.add(response);
}

/**
 * Whether nobody but us looks at the head of an answer: no middleware has set a field or put its own methods in place of
 * Node's, and nobody waits for the end of the answer to read its fields then (`getHeader`).
 *
 * Only then may the head be written at once: Node keeps no fields of such a head, which spares a third of what an answer
 * costs, and older versions of the packages that listen for heads misread a list of fields.
 *
 * `closeListeners` is how many of those that wait for the close of the answer are ours.
 */
export function isUnwatched(response: ServerResponse, closeListeners: number): boolean {
  return (
    response.writeHead === writeHead &&
    response.end === end &&
    response.write === write &&
    response.setHeader === setHeader &&
    response.getHeaderNames().length === 0 &&
    response.listenerCount('finish') <= finishOfNode &&
    isFewer(response, closeListeners) &&
    !finished.hasSubscribers
  );
}

function isFewer(response: ServerResponse, most: number): boolean {
  const count = response.listenerCount('close');
  return count <= most || (count === most + 1 && heardByUs.has(response));
}
