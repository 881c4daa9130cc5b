import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Whether a request asks for WebSocket; other protocols in `Upgrade` (`h2c`) may be named beside it. */
export function asksForWebSocket({ method, httpVersion, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    httpVersion === '1.1' &&
    listOf(headers.connection).includes('upgrade') &&
    listOf(headers.upgrade).includes('websocket')
  );
}

/**
 * What is wrong with the handshake of a request that asks for WebSocket; `undefined` where nothing is.
 *
 * Source: RFC 6455, sections 4.1 and 4.2.1; a request with content would leave bytes before the first frame.
 */
export function webSocketFault({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const { 'content-length': length, 'transfer-encoding': coding, 'sec-websocket-key': key = '' } = headers;
  if (coding !== undefined || Number(length ?? 0) > 0) return 'A request for WebSocket has no content';
  if (headers['sec-websocket-version'] !== '13') return 'Only version 13 of WebSocket is spoken here';
  if (!/^[A-Za-z0-9+/]{21}[AQgw]==$/.test(key)) return '`Sec-WebSocket-Key` must be 16 bytes as base64';
  const protocols = listOf(headers['sec-websocket-protocol']);
  if (new Set(protocols).size < protocols.length) return '`Sec-WebSocket-Protocol` names a protocol twice';
  return undefined;
}

/** The fields of the handshake, which belong to the one connection that is upgraded; lower case. */
const handshakeFields = [
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
] as const;

/** Whether a field belongs to the handshake or to the connection, so that no rule about parameters speaks of it. */
export const isHandshakeField = (name: string): boolean =>
  /^(?:sec-websocket-.*|connection|upgrade)$/.test(name.toLowerCase());

/** The fields by which the handshake is made again, with the upstream. Out: name, value, name, value, ... */
export function handshakeLines(headers: IncomingHttpHeaders): string[] {
  const lines = ['Connection', 'Upgrade', 'Upgrade', 'websocket'];
  for (const name of handshakeFields) {
    const value = headers[name];
    if (typeof value === 'string') lines.push(name, value);
  }
  return lines;
}

/**
 * What is wrong with an upstream's 101; `undefined` where it switches to what was asked for.
 *
 * In:  the fields of our request's handshake, and those of the answer.
 * Source: RFC 6455, section 4.1; RFC 9110, section 7.8.
 */
export function switchFault(asked: IncomingHttpHeaders, answered: IncomingHttpHeaders): string | undefined {
  const [protocol, ...others] = listOf(answered.upgrade);
  if (protocol !== 'websocket' || others.length > 0) return 'the protocol is another one';
  if (!listOf(answered.connection).includes('upgrade')) return '`Connection` does not say so';
  if (answered['sec-websocket-accept'] !== acceptOf(asked['sec-websocket-key'] ?? '')) return 'the key is not ours';
  const chosen = answered['sec-websocket-protocol'];
  const offered = textsOf(asked['sec-websocket-protocol']);
  if (chosen !== undefined && !offered.includes(chosen.trim())) return 'the subprotocol was not offered';
  const known = extensionNames(asked['sec-websocket-extensions']);
  const isKnown = extensionNames(answered['sec-websocket-extensions']).every((name) => known.includes(name));
  return isKnown ? undefined : 'an extension was not offered';
}

/** The answer to a key. Source: RFC 6455, section 4.2.2. */
const acceptOf = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

const textsOf = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const listOf = (value: string | undefined): string[] => textsOf(value).map((part) => part.toLowerCase());

const extensionNames = (value: string | undefined): string[] =>
  listOf(value).map((extension) => extension.split(';')[0]?.trim() ?? '');
