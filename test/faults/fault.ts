import type { TestContext } from 'node:test';
import type { TimeoutOptions, UpstreamOptions } from '../../src/options/upstream-options.ts';
import { type Script, scriptedUpstream } from '../support/scripted-upstream.ts';

/** How far a request had come when it failed. */
export type Stage =
  | 'here'
  | 'name'
  | 'connect'
  | 'tls'
  | 'before the head'
  | 'in the head'
  | 'in a buffered body'
  | 'in a streamed body'
  | 'after the answer'
  | 'in the request';

/** The failing peer of one test: where it is, and what of it can be counted. */
export interface FaultyTarget {
  readonly url: string;
  /** How many times somebody was reached for with a request; absent where nobody is there to count. */
  arrivals?(): number;
  /** How many connections are still open. */
  open?(): Promise<number>;
}

/** An answer of our own. */
export interface Told {
  readonly status: number;
  /** Alternatives are parted by `|`, where the system decides by chance how far the connection came. */
  readonly code: string;
  readonly proxyError: string;
  readonly timer?: string;
  /** It says when to come again. */
  readonly again?: true;
}

/** What the caller gets: a problem, the upstream's own answer, or an answer that visibly breaks off. */
export type Outcome =
  | { readonly told: Told }
  | { readonly passed: number; readonly body?: string }
  | { readonly broken: number };

/** One way in which an upstream fails, and everything that is promised of it. */
export interface Fault {
  /** The row of the taxonomy, 1 to 39; docs/problems.md has the same rows. */
  readonly row: number;
  readonly stage: Stage;
  readonly target: (t: TestContext) => Promise<FaultyTarget>;
  readonly outcome: Outcome;
  /**
   * Which requests reach for the upstream once more: any, for nothing was sent; those whose repeat does no harm; or none.
   */
  readonly retried: 'any' | 'idempotent' | 'never';
  readonly timeouts?: TimeoutOptions;
  /** What else is said of the upstream. */
  readonly options?: Partial<UpstreamOptions>;
  /**
   * `/mapped`: the answer is mapped back, so that it is read whole before a byte of it goes on. `/uploads`: a large POST that
   * is streamed. `/broken`: the mapping fails. `/unsendable`: a value that cannot be sent.
   * @default '/items'
   */
  readonly path?: '/items' | '/mapped' | '/uploads' | '/broken' | '/unsendable';
  /** Only requests of this method meet the fault. */
  readonly method?: 'GET' | 'POST' | 'HEAD';
  /** Nobody is reached for at all. */
  readonly kept?: boolean;
  /** A request that the upstream does not answer goes before, and stays under way. */
  readonly held?: boolean;
  /** Requests go before until one has the outcome. */
  readonly settles?: boolean;
  /** A request that succeeds goes before, so that the next one finds a connection that was kept. */
  readonly warm?: boolean;
  /** The connection may be kept for the next request, for nothing is wrong with it. */
  readonly keeps?: boolean;
  /** The authority of the test certificates is trusted. */
  readonly trusts?: boolean;
}

/** A peer that plays the same script on every connection. */
export const playing =
  (script: Script) =>
  async (t: TestContext): Promise<FaultyTarget> => {
    const upstream = await scriptedUpstream(script);
    t.after(upstream.close);
    const { url, connections } = upstream;
    return {
      url,
      // A connection that is broken at once breaks before the request is there.
      arrivals: () => connections.reduce((sum, each) => sum + Math.max(1, requestsIn(each.received())), 0),
      open: async () => {
        const states = connections.map(({ closed }) => Promise.race([closed.then(() => 0), soon()]));
        return (await Promise.all(states)).reduce((sum, each) => sum + each, 0);
      },
    };
  };

const requestsIn = (received: string): number => received.match(/^(GET|HEAD|POST) /gm)?.length ?? 0;

/** A connection that is not closed by then was left; freeing takes a few milliseconds where nothing else runs. */
const soon = (): Promise<number> => new Promise((resolve) => setTimeout(resolve, 5000, 1));

/** A script that begins when a whole request head is there. */
export const afterHead =
  (play: Script): Script =>
  async (connection) => {
    await connection.head();
    await play(connection);
  };

/** The answers that several faults share. */
export const outcomes = {
  unreachable: (proxyError: string): Outcome => ({ told: { status: 502, code: 'upstream-unreachable', proxyError } }),
  reset: { told: { status: 502, code: 'upstream-reset', proxyError: 'connection_terminated' } },
  incomplete: { told: { status: 502, code: 'upstream-reset', proxyError: 'http_response_incomplete' } },
  invalid: (proxyError = 'http_protocol_error'): Outcome => ({
    told: { status: 502, code: 'upstream-invalid-response', proxyError },
  }),
  late: (timer: string, proxyError: string): Outcome => ({
    told: { status: 504, code: 'upstream-timeout', proxyError, timer },
  }),
  broken: { broken: 200 },
} as const satisfies Record<string, Outcome | ((...words: string[]) => Outcome)>;
