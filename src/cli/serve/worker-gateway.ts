import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { type Admin, createAdmin } from '../../gateway/admin.ts';
import { type CheckedGateway, checkGateway } from '../../gateway/check-gateway.ts';
import type { GatewayCounts } from '../../gateway/counts.ts';
import type { Closed, Gateway, GatewayAddresses } from '../../gateway/gateway.ts';
import { gatewayState } from '../../gateway/gateway-state.ts';
import type { GatewayHealth, NotReady } from '../../gateway/health.ts';
import { listenOn } from '../../gateway/listen-on.ts';
import { restartFindings } from '../../gateway/restart-findings.ts';
import { type Reload, tryReload } from '../../middleware/reload.ts';
import { countReload, noReloads } from '../../signal/reload-health.ts';
import { type MetricsText, metricsText } from '../../signal/metrics/metrics-text.ts';
import type { InsightReport } from '../../signal/shape/insight.ts';
import { reportInsights } from '../../signal/shape/report.ts';
import type { UpstreamSnapshot } from '../../upstream/target/target-snapshot.ts';
import type { GatewayOptions } from '../../options/gateway-options.ts';
import { type WorkerAddress, workerEnvironment } from './worker-messages.ts';
import { WorkerPool } from './worker-pool.ts';
import { WorkerProcess } from './worker-process.ts';

/**
 * A gateway whose requests are served by several processes. This one, the primary, makes the checks, keeps the others running,
 * and adds up what they tell; it sees no request.
 */
export class WorkerGateway implements Pick<Gateway, 'listen' | 'reload' | 'files' | 'close'> {
  readonly #pool: WorkerPool;
  readonly #started: CheckedGateway['options'];
  readonly #say: (text: string) => void;
  readonly #admin: Admin | undefined;
  #address: WorkerAddress;
  #latest: GatewayOptions;
  #checked: CheckedGateway;
  #reloads = noReloads;
  #starting = true;
  #closed: Promise<Closed> | undefined;

  /** Fails: as `createGateway`. `say` is told what an operator should know of the processes. */
  constructor(options: GatewayOptions, say: (text: string) => void) {
    this.#latest = options;
    this.#say = say;
    this.#checked = checkGateway(options);
    this.#started = this.#checked.options;
    const { listen, admin } = this.#started;
    this.#address = { host: listen.host, port: listen.port };
    this.#admin = admin && createAdmin(admin, this);
    // What is counted holds `undefined`, which JSON would lose.
    cluster.setupPrimary({ serialization: 'advanced' });
    const fork = () => new WorkerProcess(cluster.fork(workerEnvironment(this.#address)));
    this.#pool = new WorkerPool({ wanted: listen.workers, fork, say });
  }

  /** Fails: rejects when an address cannot be taken, or when no worker can start, which has said why. */
  async listen(): Promise<GatewayAddresses> {
    const address = await freeAddress(this.#address);
    this.#address = address;
    const admin = await this.#admin?.listen();
    const serves = await this.#pool.start();
    this.#starting = false;
    if (serves) return { ...address, admin };
    await this.#admin?.close();
    throw new Error('no worker can start');
  }

  async reload(options = this.#latest): Promise<Reload> {
    if (this.#closed !== undefined) throw new Error('it is about to stop');
    const reload = tryReload(options, (heard) => {
      const checked = checkGateway(heard);
      for (const finding of restartFindings(this.#started, checked.options)) checked.options.onWarning(finding);
      this.#checked = checked;
      this.#latest = options;
    });
    const faults = reload.reloaded ? await this.#pool.reload() : [];
    for (const fault of faults) this.#say(`a worker goes on with what it served before:\n${fault}`);
    this.#reloads = countReload(this.#reloads, reload.reloaded && faults.length === 0);
    return reload;
  }

  /** Replaces the processes one after another, without refusing a request. Out: whether all were replaced. */
  async restart(): Promise<boolean> {
    return this.#closed === undefined && (await this.#pool.restart());
  }

  files(): readonly string[] {
    return this.#checked.files;
  }

  async health(): Promise<GatewayHealth> {
    const reports = await this.#pool.reports();
    const sum = (of: 'connections' | 'inFlight') => reports.reduce((total, { health }) => total + health[of], 0);
    const { listening, pids } = this.#pool;
    const reasons = this.notReady();
    return {
      ready: reasons.length === 0,
      reasons,
      uptimeMs: Math.round(process.uptime() * 1000),
      connections: sum('connections'),
      inFlight: sum('inFlight'),
      reloads: this.#reloads,
      workers: { wanted: this.#started.listen.workers, listening, pids },
    };
  }

  counts(): Promise<GatewayCounts> {
    return this.#pool.counts();
  }

  async metrics(): Promise<MetricsText | undefined> {
    if (this.#checked.options.metrics === undefined) return undefined;
    const measured = await this.#pool.measured();
    return metricsText(measured, gatewayState(await this.health(), await this.upstreams()));
  }

  async insights(): Promise<InsightReport | undefined> {
    if (this.#started.insights === undefined) return undefined;
    return reportInsights(await this.#pool.shapes(), Date.now());
  }

  /** Every worker has connections of its own, and its own view of who is well: each is told. */
  async upstreams(): Promise<readonly UpstreamSnapshot[]> {
    return (await this.#pool.reports()).flatMap(({ upstreams }) => upstreams);
  }

  close(): Promise<Closed> {
    this.#closed ??= this.#stop();
    return this.#closed;
  }

  async #stop(): Promise<Closed> {
    const { drainMs, drainNoticeMs } = this.#checked.options.listen;
    const closed = await this.#pool.stop({ noticeMs: drainNoticeMs }, drainMs);
    await this.#admin?.close();
    return closed;
  }

  notReady(): readonly NotReady[] {
    if (this.#closed !== undefined) return ['draining'];
    if (this.#pool.listening > 0) return [];
    return [this.#starting ? 'starting' : 'no-workers'];
  }
}

/**
 * Takes an address for a moment: what is wrong with it is known before a process is started. Workers share a port only by its
 * number, so that a free one is chosen here.
 */
async function freeAddress(address: WorkerAddress): Promise<Omit<GatewayAddresses, 'admin'>> {
  const server = createServer();
  const taken = await listenOn(server, address);
  await new Promise((resolve) => server.close(resolve));
  return taken;
}
