import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { ApiFault } from '../protocol.ts';

/** Why a request is not answered with what it asks for. */
export interface Refusal extends ApiFault {
  readonly status: number;
}

/** Sessions that are open at once; with one more the oldest ends. */
const mostSessions = 100;

/** How long a session lasts. */
const sessionMs = 12 * 60 * 60 * 1000;

/** Who may ask the inspector, and how it is known. */
export class Access {
  readonly #token: string;
  readonly #hosts: ReadonlySet<string>;
  /** Until when each lasts, by the hash of its cookie. */
  readonly #sessions = new Map<string, number>();

  constructor({ token, hosts }: { readonly token: string; readonly hosts: readonly string[] }) {
    this.#token = digest(token);
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()));
  }

  /**
   * Refuses names of the machine that a stranger could have given it: a page of theirs whose name leads here all of a sudden
   * would be of the same origin as we are. An address is no such name.
   */
  judgeHost({ rawHeaders, headers }: IncomingMessage): Refusal | undefined {
    const lines = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
    const name = hostName(headers.host ?? '');
    const isKnown = name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0 || this.#hosts.has(name);
    if (lines.length === 1 && name !== '' && isKnown) return undefined;
    return {
      status: 421,
      code: 'wrong-host',
      detail: 'The inspector answers to `localhost`, to addresses, and to the names of the option `inspector.hosts`.',
    };
  }

  /** Refuses what another page makes a browser send. */
  judgeOrigin({ headers, method }: IncomingMessage): Refusal | undefined {
    const site = headers['sec-fetch-site'];
    const { origin, host = '' } = headers;
    const isOwn = origin === `http://${host}` || origin === `https://${host}`;
    const mayLack = method !== 'POST' && origin === undefined;
    if ((isOwn || mayLack) && (site === undefined || site === 'same-origin' || site === 'none')) return undefined;
    return { status: 403, code: 'wrong-origin', detail: 'Only the page of the inspector itself may ask for this.' };
  }

  /** Refuses who has neither a session nor the token. */
  judgeCaller(req: IncomingMessage): Refusal | undefined {
    const bearer = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (bearer !== undefined && this.#isToken(bearer)) return undefined;
    const name = cookieName(req);
    const cookies = (req.headers.cookie ?? '').split(';').map((piece) => piece.trim());
    const isOpen = cookies.some((piece) => piece.startsWith(`${name}=`) && this.#isOpen(piece.slice(name.length + 1)));
    if (isOpen) return undefined;
    return {
      status: 401,
      code: 'session-missing',
      detail: 'Open the link that was printed when the gateway started: it holds the token.',
    };
  }

  /** Opens a session for who has the token. Out: the field `Set-Cookie`; `undefined` for a wrong one. */
  open(req: IncomingMessage, token: unknown): string | undefined {
    if (typeof token !== 'string' || !this.#isToken(token)) return undefined;
    const session = randomBytes(32).toString('base64url');
    this.#sessions.set(digest(session), Date.now() + sessionMs);
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= mostSessions) break;
      this.#sessions.delete(oldest);
    }
    return `${cookieName(req)}=${session}; Path=/inspector; HttpOnly; SameSite=Strict; Max-Age=${sessionMs / 1000}`;
  }

  #isToken(token: string): boolean {
    return timingSafeEqual(Buffer.from(digest(token)), Buffer.from(this.#token));
  }

  #isOpen(session: string): boolean {
    const key = digest(session);
    const until = this.#sessions.get(key);
    if (until === undefined) return false;
    if (until > Date.now()) return true;
    this.#sessions.delete(key);
    return false;
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Cookies know no ports: two gateways of one machine must not end each other's sessions. */
const cookieName = ({ socket }: IncomingMessage): string => `paramap-inspector-${socket.localPort ?? 0}`;

/** The name in a `Host` field, without port and brackets; empty where it has not the form of one. */
function hostName(host: string): string {
  const [, bracketed, plain] = /^(?:\[([0-9a-f:.]+)\]|([^:/?#@[\]\s]+))(?::\d{1,5})?$/i.exec(host) ?? [];
  return (bracketed ?? plain ?? '').toLowerCase();
}
