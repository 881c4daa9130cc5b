import { parseArgs } from 'node:util';
import { curlLines } from './curl-lines.ts';
import { startGateway } from './gateway.ts';
import { paint } from './paint.ts';
import { startPlainProxy } from './plain-proxy.ts';
import { runStep, type TourServers } from './tour.ts';
import { tourSteps } from './tour-steps.ts';
import { startUpstream } from './upstream/upstream.ts';

const usage = `usage: npm start -- [--once] [--port NUMBER]

  --once         run the tour and stop: exit code 0 when all went as told, 1 otherwise
  --port NUMBER  where the gateway listens, and at the next two the plain proxy
                 and the backend (8080; free ports when they are taken)`;

await main();

async function main(): Promise<void> {
  const options = readOptions();
  if (options === undefined) return;
  const upstream = await startUpstream(options.port === 0 ? 0 : options.port + 2);
  const plainProxy = await startPlainProxy(upstream.url, options.port === 0 ? 0 : options.port + 1);
  const gateway = await startGateway(upstream.url, options.port);
  const close = () => Promise.all([gateway.close(), plainProxy.close(), upstream.close()]);

  const servers = { gateway: gateway.url, plainProxy: plainProxy.url, upstream };
  const surprises = await tour(servers);
  if (surprises.length > 0) process.exitCode = 1;
  if (options.once) return void (await close());

  process.once('SIGINT', close);
  process.once('SIGTERM', close);
  print(farewell(servers, options.port));
}

function readOptions(): { once: boolean; port: number } | undefined {
  try {
    const { values } = parseArgs({
      options: { once: { type: 'boolean' }, port: { type: 'string' }, help: { type: 'boolean' } },
    });
    const port = Number(values.port ?? 8080);
    if (!Number.isInteger(port) || port < 0 || port > 65533)
      throw new Error(`--port must be 0 to 65533, got ${values.port}`);
    if (values.help !== true) return { once: values.once ?? false, port };
    print([usage]);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}\n`);
    process.exitCode = 2;
  }
  return undefined;
}

async function tour(servers: TourServers): Promise<string[]> {
  const surprises: string[] = [];
  for (const [index, step] of tourSteps.entries()) {
    const told = await runStep(step, `${index + 1}/${tourSteps.length}`, servers);
    print(told.lines);
    surprises.push(...told.surprises);
  }
  for (const surprise of surprises) process.stderr.write(`not as told: ${surprise}\n`);
  return surprises;
}

function farewell(servers: TourServers, wanted: number): string[] {
  const lines = ['', paint(['bold', 'cyan'], `paramap listens at ${servers.gateway}`)];
  if (wanted !== 0 && !servers.gateway.endsWith(`:${wanted}`))
    lines.push(`(port ${wanted} is taken by another program)`);
  for (const { shows, command } of curlLines(servers)) lines.push('', paint('dim', `# ${shows}`), command);
  return [...lines, '', 'Ctrl-C stops it.'];
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
