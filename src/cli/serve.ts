import type { Finding } from '../contract/finding.ts';
import { createGateway } from '../gateway/create-gateway.ts';
import type { GatewayCounts } from '../gateway/counts.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Command, ExitCode } from './command.ts';
import { deprecatedText } from './deprecated-text.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { keepCurrent, type Reloadable } from './serve/keep-current.ts';
import { listenFault } from './serve/listen-fault.ts';
import { readGateway, type WrittenGateway } from './serve/read-gateway.ts';
import { serveAsWorker } from './serve/worker.ts';
import { WorkerGateway } from './serve/worker-gateway.ts';
import { readWorkerAddress } from './serve/worker-messages.ts';
import { StartNotice } from './serve/tell-start.ts';
import type { Terminal } from './terminal.ts';
import { unfitAnswersText } from './unfit-answers-text.ts';
import { UsageError } from './usage-error.ts';
import { configFlag, contractsFlag, upstreamFlag } from './written-options.ts';

/** `paramap serve`: the gateway, until it is asked to stop. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'runs the gateway until SIGTERM or SIGINT',
  usage:
    '[--config <file>] [--contracts <glob>] [--upstream <name=url>] [--host <host>] [--port <port>] [--workers <n>] [--watch] [--quiet | --json]',
  flags: {
    config: configFlag,
    contracts: contractsFlag,
    upstream: upstreamFlag,
    host: { value: 'host', help: 'the address to listen on (default: 127.0.0.1)' },
    port: { value: 'port', help: 'the port to listen on; 0 takes a free one (default: 8080)' },
    workers: { value: 'n', help: 'how many processes serve; `auto` is one for each core (default: 1)' },
    watch: { help: 'reloads when options or contracts change, as SIGHUP does' },
    quiet: { help: 'says nothing at start, but for warnings' },
    json: { help: 'says at start what is served, warnings included, as a line of JSON' },
  },
  examples: [
    'paramap serve',
    "paramap serve --contracts 'schemas/*.contract.json' --upstream users=http://127.0.0.1:4001",
    'paramap serve --workers auto --watch',
  ],
  run: serve,
};

async function serve(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  if (given.positionals.length > 0) {
    throw new UsageError(`${given.positionals[0]} stands alone; contracts are named by --contracts`);
  }
  const address = readWorkerAddress(terminal.environment);
  if (address !== undefined) {
    return serveAsWorker({ read: async () => (await readGateway(given, terminal)).options, address }, terminal);
  }
  const notice = new StartNotice(given, terminal);
  const written = await readGateway(given, terminal);
  for (const finding of written.warnings) notice.warn(finding);
  const gateway = prepare(written, (finding) => notice.warn(finding), terminal);
  const stop = terminal.stopSignal();
  const addresses = await gateway.listen().catch(async (error: unknown) => {
    await gateway.close();
    throw listenFault(error, written.resolved);
  });
  keepCurrent(gateway, { given, terminal, written, stop });
  await notice.tell(addresses, written);
  await aborted(stop);
  terminal.writeError('stopping; requests in flight are finished\n');
  const { cut } = await gateway.close();
  const { deprecated, answers } = await gateway.counts();
  terminal.writeError(deprecatedText(deprecated));
  terminal.writeError(unfitAnswersText(answers));
  if (cut === 0) return 0;
  terminal.writeError(`${cut} request${cut === 1 ? ' was' : 's were'} not finished in time, and cut\n`);
  return 1;
}

/** What serves: this process, or several that it watches over. */
interface Serving extends Pick<Gateway, 'listen' | 'close'>, Reloadable {
  counts(): GatewayCounts | Promise<GatewayCounts>;
}

/** Fails: throws `ContractError` with the findings of the contracts. */
function prepare(
  { options, resolved }: WrittenGateway,
  onWarning: (finding: Finding) => void,
  terminal: Terminal,
): Serving {
  if (resolved.listen.workers === 1) return createGateway({ ...options, onWarning });
  return new WorkerGateway({ ...options, onWarning }, (text) => terminal.writeError(text));
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
