import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Trust } from '../http/forwarded.ts';
import type { RequestId } from '../http/request-id.ts';
import type { CallWatch } from './call-watch.ts';

/** One request on its way through us, and what stands around it. */
export interface Call {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** The name of the request, in its problem, in the answer's fields and in what is sent on. */
  readonly requestId: RequestId;
  /** Goes on to what follows: other routes, or with an error the app's error handler. */
  readonly next: (error?: unknown) => void;
  /** Whom to believe about the addresses behind it. */
  readonly trust: Trust;
  /** Where the caller waits for it before it sends its body (`Expect: 100-continue`). */
  readonly invitation: Invitation | undefined;
  /** Where the request asks for another protocol on its connection, which Node has left to us then. */
  readonly upgrade?: UpgradeSocket | undefined;
  /** Notes what becomes of it, where somebody listens. */
  readonly watch?: CallWatch | undefined;
}

/** A connection that may be switched to another protocol. */
export interface UpgradeSocket {
  readonly socket: Socket;
  /** What came behind the request. */
  readonly head: Uint8Array;
}

/** The `100 Continue` that a caller waits for. Source: RFC 9110, section 10.1.1. */
export interface Invitation {
  /** Without it the caller may never send its body, so that the connection cannot be used again. */
  readonly sent: boolean;
  /** Sends it, once. */
  send(): void;
}
