import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../contract/finding.ts';
import { type Reload, tryReload } from '../middleware/reload.ts';
import { countReload, noReloads } from '../signal/reload-health.ts';
import { pathAndQuery } from '../middleware/target.ts';
import { answerOnSocket } from '../middleware/upgrade-answer.ts';
import type { GatewayOptions } from '../options/gateway-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { createProblem } from '../problem/problem.ts';
import type { InsightReport } from '../signal/shape/insight.ts';
import { reportInsights } from '../signal/shape/report.ts';
import { type Admin, createAdmin } from './admin.ts';
import { Connections } from './connections.ts';
import { createDoor, type Door, type Expectation } from './door.ts';
import type { CloseOptions, Closed, Gateway, GatewayAddresses } from './gateway.ts';
import { gatewayState } from './gateway-state.ts';
import type { GatewayHealth, NotReady } from './health.ts';
import { listenOn } from './listen-on.ts';
import { type Mounts, startMounts } from './mounts.ts';
import { parserProblem } from './parser-problem.ts';
import { restartFindings } from './restart-findings.ts';
import { createServer, setTimes } from './server.ts';
import { createSocketRefusal, type SocketRefusal } from './socket-refusal.ts';

/**
 * Makes a gateway from contracts. What no middleware can hold stands here: time limits on heads and bodies, checks of
 * request line and `Host`, parser errors as problems, 404, 405, 501 and OPTIONS.
 *
 * Fails: a `ContractError` that holds the findings of all options and contracts.
 * @example
 * const gateway = createGateway({ contracts: 'schemas/*.contract.json', upstreams, listen: { port: 8080 } });
 * const { url } = await gateway.listen();
 */
export function createGateway(options: GatewayOptions): Gateway {
  return new RunningGateway(options);
}

class RunningGateway implements Gateway {
  readonly #connections = new Connections();
  readonly #server: ReturnType<typeof createServer>;
  readonly #admin: Admin | undefined;
  /** Those of the start: an address does not change while it is listened on. */
  readonly #started: ResolvedOptions;
  #latest: GatewayOptions;
  #mounts: Mounts;
  #entrance: Entrance;
  #reloads = noReloads;
  #closed: Promise<Closed> | undefined;

  constructor(options: GatewayOptions) {
    this.#latest = options;
    this.#mounts = startMounts(options);
    this.#started = this.#mounts.options;
    this.#entrance = openEntrance(this.#mounts, this.#connections);
    this.#server = createServer(this.#started, {
      Answer: this.#connections.Answer,
      upgrades: (req) => this.#mounts.upgrades(req, pathAndQuery(req.url ?? '/')),
    });
    this.#showState();
    this.#listenToServer();
    const { admin, listen } = this.#started;
    this.#admin = admin && createAdmin(admin, this);
    if (listen.workers > 1) this.#started.onWarning(oneProcess);
  }

  async listen(): Promise<GatewayAddresses> {
    const admin = await this.#admin?.listen();
    try {
      const inspector = admin && this.#mounts.signals.inspector?.link(admin.url);
      return { ...(await listenOn(this.#server, this.#started.listen)), admin, inspector };
    } catch (error) {
      await this.#admin?.close();
      throw error;
    }
  }

  async reload(options = this.#latest): Promise<Reload> {
    if (this.#closed !== undefined) throw new Error('`close()` was called; make another gateway');
    const reload = tryReload(options, (heard) => {
      const mounts = startMounts(heard, this.#mounts.mounted);
      for (const finding of restartFindings(this.#started, mounts.options)) mounts.options.onWarning(finding);
      mounts.succeed();
      this.#mounts = mounts;
      this.#showState();
      this.#entrance = openEntrance(mounts, this.#connections);
      setTimes(this.#server, mounts.options.listen);
      this.#latest = options;
    });
    this.#reloads = countReload(this.#reloads, reload.reloaded);
    return reload;
  }

  health(): GatewayHealth {
    const reasons = this.notReady();
    const { open: connections, inFlight } = this.#connections;
    const uptimeMs = Math.round(process.uptime() * 1000);
    return { ready: reasons.length === 0, reasons, uptimeMs, connections, inFlight, reloads: this.#reloads };
  }

  files = () => this.#mounts.files;
  counts = () => this.#mounts.counts();
  metrics = async () => this.#mounts.signals.metrics?.text(gatewayState(this.health(), this.upstreams()));
  measured = async () => (await this.#mounts.signals.metrics?.snapshot()) ?? [];
  upstreams = (mount?: string) => this.#mounts.upstreams(mount);
  deprecatedUse = (mount?: string) => this.#mounts.deprecatedUse(mount);
  answerViolations = (mount?: string) => this.#mounts.answerViolations(mount);
  shapes = (mount?: string) => this.#mounts.shapes(mount);
  shadow = (mount?: string) => this.#mounts.shadow(mount);

  insights(mount?: string): InsightReport | undefined {
    const counts = this.shapes(mount);
    return counts && reportInsights(counts, Date.now());
  }

  close(options?: CloseOptions): Promise<Closed> {
    this.#closed ??= this.#stop(options);
    return this.#closed;
  }

  async #stop({ noticeMs }: CloseOptions = {}): Promise<Closed> {
    const { drainMs, drainNoticeMs } = this.#mounts.options.listen;
    this.#connections.sayGoodbye();
    const notice = noticeMs ?? drainNoticeMs;
    if (this.#server.listening && notice > 0) await sleep(notice);
    const cut = await this.#connections.drain(this.#server, drainMs);
    await this.#mounts.close();
    await this.#admin?.close();
    return { cut };
  }

  /** To the app's own registry or meter, which is asked at any time, and to what has to know the routes. */
  #showState(): void {
    const { signals, mounted } = this.#mounts;
    signals.metrics?.show({ upstreams: () => this.upstreams(), reloads: () => this.#reloads });
    const served = mounted.map(({ prefix, instance }) => ({ ...instance.inspected, prefix }));
    signals.log?.surround(served);
    signals.inspector?.inspect(served);
  }

  inspect(req: IncomingMessage, res: ServerResponse): boolean {
    return this.#mounts.signals.inspector?.handle(req, res) ?? false;
  }

  notReady(): readonly NotReady[] {
    if (this.#closed !== undefined) return ['draining'];
    return this.#server.listening ? [] : ['starting'];
  }

  #listenToServer(): void {
    const take = (expectation: Expectation) => (req: IncomingMessage, res: ServerResponse) => {
      this.#connections.began(req, res);
      this.#entrance.enter({ req, res }, expectation);
    };
    this.#server.on('connection', (socket) => this.#connections.opened(socket));
    this.#server.on('request', take('none'));
    this.#server.on('checkContinue', take('continue'));
    this.#server.on('checkExpectation', take('unknown'));
    this.#server.on('upgrade', (req, socket, head) => {
      if (!(socket instanceof Socket)) return;
      const res = answerOnSocket(req, socket);
      this.#connections.began(req, res);
      this.#entrance.enter({ req, res }, 'none', { socket, head });
    });
    this.#server.on('clientError', (error, socket) => {
      this.#entrance.refuse(socket, parserProblem(error, this.#mounts.options.limits));
    });
    this.#server.on('connect', (_req, socket) => this.#entrance.refuse(socket, connectRefused));
  }
}

/** Where requests come in, and what is no request. Each reload opens another one. */
interface Entrance {
  readonly enter: Door;
  readonly refuse: SocketRefusal;
}

function openEntrance(mounts: Mounts, connections: Connections): Entrance {
  return { enter: createDoor(mounts, connections), refuse: createSocketRefusal(mounts, connections) };
}

const connectRefused = createProblem('method-not-implemented', { detail: 'CONNECT opens no tunnels here' });

const oneProcess: Finding = {
  file: 'options',
  pointer: '/listen/workers',
  rule: 'surface',
  severity: 'warning',
  message: '`listen.workers` belongs to `paramap serve`; a gateway that is made in code stays in its own process',
  cure: 'leave it out, or run `paramap serve`',
};
