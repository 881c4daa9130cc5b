import { connectionOptions, hopByHopFields } from '../../http/header-fields.ts';

/**
 * The head by which the caller learns that the protocol is switched: the upstream's own fields but for those of its
 * connection, and ours in their place. A 101 has no content, so that nothing may speak of its length.
 *
 * In:  name, value, name, value, ... as received, and fields of our own.
 */
export function switchingHead(rawHeaders: readonly string[], own: Readonly<Record<string, string>>): string {
  const named = connectionOptions(rawHeaders);
  const ours = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: websocket'];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const key = name.toLowerCase();
    const isDropped = hopByHopFields.has(key) || named.has(key) || key === 'content-length' || key === 'alt-svc';
    if (!isDropped && !ours.has(key)) lines.push(`${name}: ${rawHeaders[index + 1] ?? ''}`);
  }
  for (const [name, value] of Object.entries(own)) lines.push(`${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
