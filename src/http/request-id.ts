import { randomUUID } from 'node:crypto';
import { traceIdOf } from './traceparent.ts';

/** The name of a request on its whole way, and the field that carries it. */
export interface RequestId {
  /** As it is written: `X-Request-Id`. */
  readonly field: string;
  readonly value: string;
}

/** How requests are named. */
export interface RequestIdSettings {
  readonly header: string;
  /** Whether a caller's own name for its request is taken. */
  readonly trust: boolean;
}

/** Far more than any format of identifiers has; what is longer could be meant to fill logs. */
const accepted = /^[!-~]{1,128}$/;

/** Whether a text can be the name of a request: 1 to 128 visible ASCII characters, so that it is safe in any field and log. */
export const isRequestId = (text: string): boolean => accepted.test(text);

/**
 * Names a request: by what the caller calls it, else by its trace, else by a random UUID.
 *
 * In:  name, value, name, value, ... as received. A field that stands twice names nothing.
 */
export function nameRequest(rawHeaders: readonly string[], { header, trust }: RequestIdSettings): string {
  if (!trust) return randomUUID();
  const [own = '', another] = fieldLines(rawHeaders, header);
  if (own !== '' && another === undefined && isRequestId(own)) return own;
  return traceIdOf(fieldLines(rawHeaders, 'traceparent')) ?? randomUUID();
}

const none: readonly string[] = [];

/** The values of a field's lines; its name in any case of letters. */
function fieldLines(rawHeaders: readonly string[], field: string): readonly string[] {
  let lines: string[] | undefined;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (!isField(rawHeaders[index] ?? '', field)) continue;
    lines ??= [];
    lines.push(rawHeaders[index + 1] ?? '');
  }
  return lines ?? none;
}

/** Whether two names are the same field. The length tells nearly all apart. */
export const isField = (name: string, field: string): boolean =>
  name.length === field.length && name.toLowerCase() === field.toLowerCase();
