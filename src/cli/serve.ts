import type { Finding } from '../contract/finding.ts';
import { createGateway } from '../gateway/create-gateway.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { GatewayOptions } from '../options/gateway-options.ts';
import { partMounts } from '../options/part-mounts.ts';
import { type OptionUse, resolveOptions } from '../options/resolve-options.ts';
import type { Command, ExitCode } from './command.ts';
import { deprecatedText } from './deprecated-text.ts';
import { unfitAnswersText } from './unfit-answers-text.ts';
import { findingsText } from './findings-text.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { paint, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import {
  configFlag,
  contractsFlag,
  readOptions,
  section,
  upstreamFlag,
  type WrittenOptions,
} from './written-options.ts';

/** `paramap serve`: the gateway, until it is asked to stop. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'runs the gateway until SIGTERM or SIGINT',
  usage: '[--config <file>] [--contracts <glob>] [--upstream <name=url>] [--host <host>] [--port <port>]',
  flags: {
    config: configFlag,
    contracts: contractsFlag,
    upstream: upstreamFlag,
    host: { value: 'host', help: 'the address to listen on (default: 127.0.0.1)' },
    port: { value: 'port', help: 'the port to listen on; 0 takes a free one (default: 8080)' },
  },
  examples: [
    'paramap serve',
    "paramap serve --contracts 'schemas/*.contract.json' --upstream users=http://127.0.0.1:4001",
  ],
  run: serve,
};

async function serve(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  if (given.positionals.length > 0) {
    throw new UsageError(`${given.positionals[0]} stands alone; contracts are named by --contracts`);
  }
  const written = withFlags(await readOptions(given, given.all('contracts'), terminal), given);
  const gateway = prepare(written, terminal);
  const stop = terminal.stopSignal();
  const { url } = await gateway.listen().catch(async (error: unknown) => {
    await gateway.close();
    throw new Error(listenFault(error, section(written.value['listen'])['host']));
  });
  terminal.writeOut(`${paint(terminal, 'good', 'listening')} on ${url}\n`);
  await aborted(stop);
  terminal.writeError('stopping; requests in flight are finished\n');
  await gateway.close();
  terminal.writeError(deprecatedText(gateway.deprecatedUse()));
  terminal.writeError(unfitAnswersText(gateway.answerViolations()));
  return 0;
}

/** Fails: throws `ContractError` with the findings of the options' file, or of the contracts. */
function prepare({ value, use }: WrittenOptions, terminal: Terminal): Gateway {
  const onWarning = (finding: Finding): void => terminal.writeError(findingsText([finding], terminal));
  if (!isGatewayOptions(value, use)) {
    throw new TypeError('options with errors were accepted');
  }
  return createGateway({ ...value, onWarning });
}

/** Checks options here, where findings know their line in the file; the gateway checks the same again, as it always does. */
function isGatewayOptions(value: object, use: OptionUse): value is GatewayOptions {
  for (const mount of partMounts({ ...value }, use)) {
    resolveOptions({ ...mount.options, onWarning: () => {} }, mount.use);
  }
  return true;
}

function withFlags(written: WrittenOptions, given: ParsedArguments): WrittenOptions {
  const { value } = written;
  const host = given.one('host');
  const port = given.one('port');
  const listen = {
    ...section(value['listen']),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port: portNumber(port) }),
  };
  // A section that neither the file nor a flag has is left out.
  return Object.keys(listen).length === 0 ? written : { ...written, value: { ...value, listen } };
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`--port is a number from 0 to 65535, not ${text}`);
  }
  return Number(text);
}

function listenFault(error: unknown, host: unknown): string {
  const { code, address, port, message } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} of ${address} is in use; stop what listens there, or choose another with --port`;
    case 'EACCES':
      return `port ${port} of ${address} may not be used by this user; ports from 1024 upwards may`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine does not have the address ${host}; choose another with --host or \`listen.host\``;
    default:
      return message;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
