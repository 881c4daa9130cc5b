import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ParamapOptions } from '../options/paramap-options.ts';
import { givenInCode } from '../options/resolve-options.ts';
import type { UpstreamSnapshot } from '../upstream/target/target-snapshot.ts';
import type { InsightReport } from '../signal/shape/insight.ts';
import type { AnswerCount } from '../signal/answer-count.ts';
import type { DeprecatedCount } from './deprecated-counts.ts';
import type { Call } from './call.ts';
import type { Instance } from './instance.ts';
import type { LiveShadow } from './shadow-traffic.ts';
import { type OwnInspector, ownInspector } from './own-inspector.ts';
import { requestIdOf } from './request-id.ts';
import { type Reload, tryReload } from './reload.ts';
import { countReload, noReloads, type ReloadHealth } from '../signal/reload-health.ts';
import { asksForDeclared, takeUpgrade, type UpgradeListener } from './upgrade-listener.ts';
import { startInstance } from './start-instance.ts';
import { trustOfApp, trustOfUpgrade } from './trust-of-app.ts';

/** A handler as Express calls it. */
export type Handler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/** The middleware: mount it with `app.use('/api', api)`. */
export interface Paramap extends Handler {
  /** Validates and maps in place: the handlers that follow see the outgoing request, and `req.paramap`. */
  readonly rewrite: Handler;
  /**
   * Takes the upgrades that contracts declare: `server.on('upgrade', api.upgrade)`. Others are left to the app's own listeners;
   * where there is none they are answered with 404. Below a mount the option `upgrades.mountPath` must name it.
   */
  readonly upgrade: UpgradeListener;
  /**
   * Whether a request is one for `upgrade`: for `http.createServer({ shouldUpgradeCallback: api.upgrades })`, so that requests
   * that name another protocol (`h2c`) beside are served as any other.
   */
  upgrades(req: IncomingMessage): boolean;
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
  /**
   * Which shapes of requests upstreams fail far more often than others, each with a rule for the contract where there is one, and
   * which answers no longer fit; `undefined` without the option `insights`. Takes some milliseconds an operation with failures.
   */
  insights(): InsightReport | undefined;
  /** What the option `candidate` came to since the start, added up by operation and field; `undefined` without one. */
  shadow(): LiveShadow | undefined;
  /**
   * What is known of the upstreams and their targets at this moment: which are usable, healthy, left out and how busy. Targets are
   * called by their public names. Each process knows what it has seen itself.
   */
  upstreams(): UpstreamSnapshot[];
  /**
   * Reads the contracts again, and everything else that the options name; with other options, those hold from now on. All is
   * checked first. Where something is wrong nothing changes, and the findings say why. Else requests that come from then on go
   * the new way, and those under way end by the old one. Counts go on; connections stay, to upstreams whose options did. The check
   * takes as long as a start does, and nothing else runs meanwhile.
   *
   * Fails: rejects after `close()`.
   */
  reload(options?: ParamapOptions): Promise<Reload>;
  /** Where people look at requests; `undefined` without the option `inspector`, and where it is off in production. */
  readonly inspector: OwnInspector | undefined;
  /** Absolute paths of all files that were read: contracts, and what their `$ref`s lead to. To be watched, for `reload`. */
  files(): readonly string[];
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
  const use = givenInCode('middleware');
  let instance = startInstance(options, use);
  let latest = options;
  let closed: Promise<void> | undefined;
  let reloads: ReloadHealth = noReloads;
  const showState = (): void => {
    const { log, metrics, inspector } = instance.lasting.signals;
    const served = [{ ...instance.inspected, prefix: '' }];
    log?.surround(served);
    metrics?.show({ upstreams: () => instance.upstreams(), reloads: () => reloads });
    inspector?.inspect(served);
  };
  showState();
  const { inspector } = instance.lasting.signals;
  const own = inspector && ownInspector(inspector);
  const handle: Handler = (req, res, next) => instance.handle(callOf(req, res, { next, instance }), goOn);
  const rewrite: Handler = (req, res, next) => instance.rewrite(callOf(req, res, { next, instance }));
  return Object.assign(handle, {
    rewrite,
    inspector: own,
    upgrade: (req: IncomingMessage, socket: Duplex, head: Uint8Array) =>
      takeUpgrade(instance, { req, socket, head }, trustOfUpgrade(req, socket)),
    upgrades: (req: IncomingMessage) => asksForDeclared(instance, req),
    deprecatedUse: () => instance.deprecatedUse(),
    answerViolations: () => instance.answerViolations(),
    upstreams: () => instance.upstreams(),
    insights: () => instance.insights.report(),
    shadow: () => instance.shadow(),
    reload: async (given = latest) => {
      if (closed !== undefined) throw new Error('`close()` was called; make another `paramap()`');
      const reload = tryReload(given, (heard) => {
        instance = startInstance(heard, use, instance);
        instance.lasting.ways.succeed();
        latest = given;
        showState();
      });
      reloads = countReload(reloads, reload.reloaded);
      return reload;
    },
    files: () => instance.files,
    close: () => {
      closed ??= Promise.all([instance.close(), own?.close()]).then(() => instance.lasting.signals.close());
      return closed;
    },
  });
}

const goOn = (call: Call): void => call.next();

interface Entry {
  readonly next: Call['next'];
  readonly instance: Instance;
}

function callOf(req: IncomingMessage, res: ServerResponse, { next, instance }: Entry): Call {
  const requestId = requestIdOf(req, res, instance.options.requestId);
  const watch = instance.lasting.signals.watch({ req, res, requestId: requestId.value });
  return { req, res, requestId, next, trust: trustOfApp(req), invitation: undefined, watch };
}
