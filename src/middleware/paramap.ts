import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Trust } from '../http/forwarded.ts';
import type { ParamapOptions } from '../options/paramap-options.ts';
import { givenInCode } from '../options/resolve-options.ts';
import type { AnswerCount } from './answer-counts.ts';
import type { DeprecatedCount } from './deprecated-counts.ts';
import type { Call } from './call.ts';
import type { LiveShadow } from './shadow-traffic.ts';
import { startInstance } from './start-instance.ts';

/** A handler as Express calls it. */
export type Handler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/** The middleware: mount it with `app.use('/api', api)`. */
export interface Paramap extends Handler {
  /** Validates and maps in place: the handlers that follow see the outgoing request, and `req.paramap`. */
  readonly rewrite: Handler;
  /**
   * Who used what a contract calls deprecated, since the start: for each operation, name and caller (`callerKey`) how often, and
   * when first and last. After a thousand callers of one thing the others share a row.
   */
  deprecatedUse(): DeprecatedCount[];
  /**
   * Which answers of upstreams did not fit the contract and were passed on, since the start: for each operation, status, place
   * and code how often, and when first and last. After a thousand places the others share a row.
   */
  answerViolations(): AnswerCount[];
  /** What the option `candidate` came to since the start, added up by operation and field; `undefined` without one. */
  shadow(): LiveShadow | undefined;
  /** Lets answers in flight finish, then closes the connections to the upstreams. Later requests are answered with 503. */
  close(): Promise<void>;
}

/**
 * Makes the middleware from contracts: requests that fit are mapped and forwarded, others get one answer that lists
 * every fault. Routes that no contract declares go on to the app's other routes.
 *
 * Fails: a `ContractError` that holds the findings of all options and contracts.
 * @example
 * const api = paramap({ contracts: 'schemas/*.contract.json', upstreams: { users: { targets: ['http://127.0.0.1:4001'] } } });
 * app.use('/api', api);
 */
export function paramap(options: ParamapOptions): Paramap {
  const instance = startInstance(options, givenInCode('middleware'));
  const handle: Handler = (req, res, next) => instance.handle(callOf(req, res, next), goOn);
  const rewrite: Handler = (req, res, next) => instance.rewrite(callOf(req, res, next));
  return Object.assign(handle, {
    rewrite,
    deprecatedUse: () => instance.deprecatedUse(),
    answerViolations: () => instance.answerViolations(),
    shadow: () => instance.shadow(),
    close: () => instance.close(),
  });
}

const goOn = (call: Call): void => call.next();

function callOf(req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void): Call {
  return { req, res, next, trust: trustOfApp(req), invitation: undefined };
}

const trustNobody: Trust = () => false;

/** The app's own `trust proxy`, compiled by Express; without Express nobody is believed. */
function trustOfApp(req: IncomingMessage & { app?: unknown }): Trust {
  const { app } = req;
  if (typeof app !== 'function' || !('get' in app) || typeof app.get !== 'function') return trustNobody;
  const trust: unknown = app.get('trust proxy fn');
  return typeof trust === 'function' ? (address, hop) => trust(address, hop) === true : trustNobody;
}
