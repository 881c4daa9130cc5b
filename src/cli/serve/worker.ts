import cluster from 'node:cluster';
import { createGateway } from '../../gateway/create-gateway.ts';
import type { CloseOptions, Gateway } from '../../gateway/gateway.ts';
import type { GatewayOptions } from '../../options/gateway-options.ts';
import type { ExitCode } from '../command.ts';
import { faultText } from '../fault-text.ts';
import { findingsText } from '../findings-text.ts';
import type { Terminal } from '../terminal.ts';
import { isPrimaryMessage, type PrimaryMessage, type WorkerAddress, type WorkerMessage } from './worker-messages.ts';

/** A report is sent so often, for the case that the process dies without a last word; in milliseconds. */
const reportMs = 2000;

/** What a worker needs to serve. */
export interface WorkerSource {
  /** The options as files and flags say now. */
  read(): Promise<GatewayOptions>;
  readonly address: WorkerAddress;
}

/**
 * Serves as one process of several, until the primary or SIGTERM says to stop. What is found at start and at a reload was
 * told by the primary, which has made the same checks, and is not told again.
 */
export async function serveAsWorker({ read, address }: WorkerSource, terminal: Terminal): Promise<ExitCode> {
  // Those of a terminal go to the whole group of processes; the primary acts on them.
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGUSR2'] as const) process.on(signal, () => {});
  const stopped = new Promise<CloseOptions>((resolve) => {
    process.once('SIGTERM', () => resolve({ noticeMs: 0 }));
    process.on('message', (message) => {
      if (isPrimaryMessage(message) && message.kind === 'stop') resolve(message.options);
    });
  });
  const own = async (): Promise<GatewayOptions> => workerOptions(await read(), address);
  let gateway: Gateway;
  try {
    gateway = createGateway(await own());
    await gateway.listen();
  } catch (error) {
    await tell({ kind: 'failed', reason: faultText(error, terminal) });
    return leave(1);
  }
  await tell({ kind: 'listening' });
  process.on('message', (message) => {
    if (isPrimaryMessage(message)) void obey(message, gateway, async () => reloadFault(gateway, own, terminal));
  });
  const reporting = setInterval(() => void report(gateway), reportMs);
  const closed = await gateway.close(await stopped);
  clearInterval(reporting);
  await tell({ kind: 'stopped', report: await reportOf(gateway), closed });
  return leave(0);
}

/** One process of several has no admin address, and is not several itself. */
function workerOptions({ admin: _admin, ...options }: GatewayOptions, address: WorkerAddress): GatewayOptions {
  return { ...options, listen: { ...options.listen, ...address, workers: 1 }, onWarning: () => {} };
}

async function obey({ kind }: PrimaryMessage, gateway: Gateway, reload: () => Promise<string | undefined>) {
  if (kind === 'report') await report(gateway);
  else if (kind === 'shapes') await tell({ kind, counts: gateway.shapes() ?? [] });
  else if (kind === 'reload') await tell({ kind: 'reloaded', fault: await reload() });
}

async function reloadFault(
  gateway: Gateway,
  read: () => Promise<GatewayOptions>,
  terminal: Terminal,
): Promise<string | undefined> {
  try {
    const { reloaded, findings } = await gateway.reload(await read());
    return reloaded ? undefined : findingsText(findings, terminal);
  } catch (error) {
    return faultText(error, terminal);
  }
}

const reportOf = async (gateway: Gateway) => ({
  measured: await gateway.measured(),
  counts: gateway.counts(),
  health: gateway.health(),
  upstreams: gateway.upstreams(),
});

const report = async (gateway: Gateway): Promise<void> => tell({ kind: 'report', report: await reportOf(gateway) });

/** Resolves when the message is on its way; a primary that has died needs none. */
function tell(message: WorkerMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected && process.send !== undefined) process.send(message, () => resolve());
    else resolve();
  });
}

/** Ends the process, also where a module of the app keeps something open. */
function leave(code: ExitCode): ExitCode {
  // Not `process.disconnect`, after which Node ends a worker with 0.
  cluster.worker?.disconnect();
  setTimeout(() => process.exit(code), 1000).unref();
  return code;
}
