import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { buildConnector, Client, type Dispatcher, Pool } from 'undici';
import { holdFailedWrites } from './last-words.ts';
import { idleConnectionMs, idleMarginMs } from './limits.ts';
import { lowerCase } from './http2/lower-case.ts';
import type { AddressBook } from './lookup/address-book.ts';
import { type TlsSettings, tlsConnectOptions } from './tls/tls-settings.ts';

/** What is known of the connection that carries an exchange. */
export interface Connection {
  /** `undefined` until the first connection stands. */
  socket: Socket | undefined;
  /** Complete answers that came over this socket so far; more than none: it is reused. */
  served: number;
  /** The name of the peer is still being looked up. */
  readonly isNaming: boolean;
  /** The limit of an answer's header section, in bytes, where the connection does not hold it itself. */
  readonly headerBytes: number | undefined;
  /** It stands, and its TLS handshake has not ended; so also where it failed like that. */
  isSecuring: boolean;
  /**
   * Called where the content of the present request is streamed, so that the upstream may answer before it has read all of
   * it; see `holdFailedWrites`.
   */
  hearLastWords(): void;
}

/** A handler that wants to know its connection; told before the request is written. */
export interface ConnectionUser extends Dispatcher.DispatchHandler {
  useConnection(connection: Connection): void;
}

/** What is spoken with an upstream: HTTP/1.1, or HTTP/2 where the upstream agrees to it. */
export type UpstreamProtocol = 'http1' | 'http2';

/** How connections to one origin are made. */
export interface PoolOptions {
  /** Until a connection stands, TLS included; 0 is no limit. */
  readonly connectMs: number;
  /** The limit of an answer's header section, in bytes. */
  readonly headerBytes: number;
  /** How connections are secured; `undefined`: by what Node trusts. */
  readonly tls: TlsSettings | undefined;
  /** `http2`: that is offered in the TLS handshake before HTTP/1.1. @default 'http1' */
  readonly protocol?: UpstreamProtocol | undefined;
  /** Path of a unix socket that is connected to in place of the origin's host. @default undefined */
  readonly socketPath?: string | undefined;
  /** The addresses of the origin's name; `undefined`: it has none, or the system is asked each time. @default undefined */
  readonly book?: AddressBook | undefined;
}

/** How long one of several addresses may take before the next one is tried beside it, in milliseconds. */
const nextAddressMs = 250;

/**
 * A pool of connections to one origin, certificates verified: HTTP/1.1 with one request at a time on each, or HTTP/2 with
 * many.
 *
 * It tells every `ConnectionUser` which connection carries it, for undici's errors do not say whether a connection was
 * new, nor whether the upstream had read the request.
 */
export function createPool(origin: string, options: PoolOptions): Pool {
  const allowH2 = options.protocol === 'http2';
  const connect = buildConnector({
    timeout: options.connectMs,
    allowH2,
    preferH2: allowH2,
    ...tlsConnectOptions(options.tls),
    ...(options.socketPath !== undefined && { socketPath: options.socketPath }),
    ...(options.book !== undefined && addressChoice(options.book, options.connectMs)),
  });
  return new Pool(origin, {
    pipelining: 1,
    allowH2,
    maxHeaderSize: options.headerBytes,
    keepAliveTimeout: idleConnectionMs,
    keepAliveTimeoutThreshold: idleMarginMs,
    factory: (url, clientOptions) =>
      new TrackedClient(url, {
        clientOptions,
        connect: doubting(connect, options.book),
        book: options.book,
        headerBytes: allowH2 ? options.headerBytes : undefined,
      }),
  });
}

/** Each address is tried, the next one soon after the one before. Source: RFC 8305, section 5. */
function addressChoice({ lookup }: AddressBook, connectMs: number) {
  // Two addresses at least get their time within the limit; Node takes no less than 10.
  const attemptMs = connectMs > 0 ? Math.max(10, Math.min(nextAddressMs, connectMs / 2)) : nextAddressMs;
  return { lookup, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: Math.ceil(attemptMs) };
}

function doubting(connect: buildConnector.connector, book: AddressBook | undefined): buildConnector.connector {
  if (book === undefined) return connect;
  return (options, callback) =>
    connect(options, (...result) => {
      if (result[0] !== null) book.doubt();
      callback(...result);
    });
}

class TrackedClient extends Client {
  readonly #connection: Connection;

  constructor(url: URL, { clientOptions, connect, book, headerBytes }: TrackedOptions) {
    const connection: TrackedConnection = {
      socket: undefined,
      served: 0,
      headerBytes,
      isSecuring: false,
      isHeard: false,
      hearLastWords,
      get isNaming() {
        return this.socket === undefined && book?.isAsking === true;
      },
    };
    super(url, { ...clientOptions, connect: trackingConnector(connect, connection) });
    this.#connection = connection;
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler | ConnectionUser,
  ): boolean {
    if ('useConnection' in handler) handler.useConnection(this.#connection);
    if (this.#connection.headerBytes === undefined) return super.dispatch(options, handler);
    return super.dispatch({ ...options, headers: lowerCase(options.headers ?? null) }, handler);
  }
}

interface TrackedOptions {
  readonly clientOptions: object;
  readonly connect: buildConnector.connector;
  readonly book: AddressBook | undefined;
  /** `undefined`: HTTP/1.1 alone is spoken. */
  readonly headerBytes: number | undefined;
}

interface TrackedConnection extends Connection {
  /** The socket is one that streams were written to. */
  isHeard: boolean;
}

/** Its streams answer each for itself, and nothing is written to the socket. */
const isHttp2 = (socket: Socket): boolean => 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';

/** Each write to such a socket costs more: so most sockets stay as they are. */
function hearLastWords(this: TrackedConnection): void {
  if (this.isHeard || this.socket === undefined || isHttp2(this.socket)) return;
  this.isHeard = true;
  holdFailedWrites(this.socket);
}

function trackingConnector(connect: buildConnector.connector, connection: TrackedConnection): buildConnector.connector {
  return (options, callback) => {
    connection.isSecuring = false;
    const made: unknown = connect(options, (...result) => {
      const [error, socket] = result;
      if (error === null) {
        connection.isSecuring = false;
        connection.socket = socket;
        connection.served = 0;
        if ('encrypted' in socket) endWithAlert(socket);
        connection.isHeard = false;
      }
      callback(...result);
    });
    if (made instanceof TLSSocket) {
      made.once('connect', () => {
        connection.isSecuring = true;
      });
    }
  };
}

/**
 * An alert of TLS may come after the handshake: so an upstream of TLS 1.3 refuses a certificate of ours. Left alone undici
 * reports the end of the connection that follows, in place of the alert.
 */
function endWithAlert(socket: Socket): void {
  socket.prependOnceListener('error', (error: NodeJS.ErrnoException) => {
    if (error.code?.startsWith('ERR_SSL_') === true) socket.destroy();
  });
}
