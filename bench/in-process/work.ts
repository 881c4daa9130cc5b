import { usualFields } from '../load/request-text.ts';
import type { WorkRequest } from '../work/work-item.ts';

/** One time the work; gives what it made. */
export type Work = () => unknown;

/** A request as a server has it when it arrived: text and bytes. */
export interface IncomingBytes {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array | undefined;
}

export function incomingOf({ method, target, body }: WorkRequest): IncomingBytes {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const fields: [string, string][] = [
    ['Host', '127.0.0.1:8080'],
    ...usualFields.map(([name, value]): [string, string] => [name, value]),
  ];
  if (bytes !== undefined) fields.push(['Content-Type', 'application/json'], ['Content-Length', String(bytes.length)]);
  return { method, url: target, rawHeaders: fields.flat(), body: bytes };
}
