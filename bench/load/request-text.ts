import type { WorkRequest } from '../work/work-item.ts';

/** The fields that a service sends along when it calls another, beside Host and those of the content. */
export const usualFields: readonly (readonly [name: string, value: string])[] = [
  ['Connection', 'keep-alive'],
  ['User-Agent', 'bench/1.0 (node)'],
  ['Accept', 'application/json'],
  ['Accept-Language', 'en-GB,en;q=0.8'],
  ['Accept-Encoding', 'gzip, deflate, br'],
  ['Authorization', 'Bearer 7b1f5c1e3a9d4c0f8e2b6a5d9c7f1e3a'],
  ['X-Request-Id', '0b6e5a52-4f0c-4a6e-9d27-3a7f0f1f7a11'],
  ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
];

/** The request as bytes on the wire. */
export function requestBytes(request: WorkRequest, port: number, fields = usualFields): Buffer {
  const { method, target, body } = request;
  const lines = [`${method} ${target} HTTP/1.1`, `Host: 127.0.0.1:${port}`];
  for (const [name, value] of fields) lines.push(`${name}: ${value}`);
  if (body !== undefined) lines.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
}
