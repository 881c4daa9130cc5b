import { resolve } from 'node:path';
import { type Api, compileApi } from '../pipeline/pipeline.ts';
import { compareMade, makeRequest } from '../shadow/shadow.ts';
import { ShadowTally } from '../shadow/shadow-tally.ts';
import type { Command, ExitCode } from './command.ts';
import type { ParsedArguments } from './parsed-arguments.ts';
import { incomingOf } from './shadow/recorded-request.ts';
import { faultAt, recordedRequests } from './shadow/recorded-requests.ts';
import { summaryText } from './shadow/summary-text.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { openDryWorkspace } from './workspace.ts';
import { configFlag, readOptions } from './written-options.ts';

/** `paramap shadow`: what a candidate would send for recorded requests, compared with the current contracts. Nothing is sent. */
export const shadowCommand: Command = {
  name: 'shadow',
  summary: 'compares what two contracts make of recorded requests',
  usage: '--candidate <glob> --requests <file> [--current <glob>] [--config <file>] [--mount <path>] [--json]',
  flags: {
    current: { value: 'glob', isRepeatable: true, help: "the contracts that serve, instead of the options' own" },
    candidate: { value: 'glob', isRepeatable: true, help: 'the contracts to come' },
    requests: { value: 'file', help: 'recorded requests: an HTTP Archive (HAR), or lines of JSON' },
    mount: {
      value: 'path',
      help: 'the path under which the API was called, such as /api; requests elsewhere are left out',
    },
    config: configFlag,
    json: { help: 'the summary as JSON, for programs' },
  },
  examples: [
    'paramap shadow --current v1.contract.json --candidate v2.contract.json --requests recorded.har',
    "paramap shadow --candidate 'next/*.contract.json' --requests recorded.jsonl --mount /api --json",
  ],
  run: shadow,
};

async function shadow(given: ParsedArguments, terminal: Terminal): Promise<ExitCode> {
  const { candidates, file, mount } = argumentsOf(given);
  const current = await openApi(given, given.all('current'), terminal);
  const candidate = await openApi(given, candidates, terminal);
  const places = new Map<number, string>();
  const tally = new ShadowTally();
  let number = 0;
  for await (const { place, request } of recordedRequests(resolve(terminal.folder, file), file)) {
    number += 1;
    if (number % 1000 === 0) terminal.showProgress(`${number} requests compared`);
    const incoming = faultAt(place, () => incomingOf(request, mount));
    if (incoming === undefined) continue;
    const before = tally.kinds;
    tally.add(compareMade(makeRequest(current, incoming), makeRequest(candidate, incoming)), number);
    // Only the examples need their places, and there are no more of them than rows.
    if (tally.kinds > before) places.set(number, place);
  }
  terminal.showProgress('');
  const { summary } = tally;
  if (given.has('json')) terminal.writeOut(`${JSON.stringify(withPlaces(summary, places), undefined, 2)}\n`);
  else terminal.writeOut(summaryText(summary, places, terminal));
  return summary.different > 0 ? 1 : 0;
}

function argumentsOf(given: ParsedArguments) {
  const [unexpected] = given.positionals;
  if (unexpected !== undefined)
    throw new UsageError(`${unexpected} stands alone; name contracts by --current and --candidate`);
  const candidates = given.all('candidate');
  const file = given.one('requests');
  const mount = given.one('mount') ?? '';
  if (candidates.length === 0) throw new UsageError('which contracts are to come? Name them by --candidate');
  if (file === undefined) throw new UsageError('which requests? Name a file by --requests');
  if (mount !== '' && !/^\/.*[^/]$/.test(mount)) throw new UsageError(`--mount is a path such as /api, not ${mount}`);
  return { candidates, file, mount };
}

/** Fails: throws `ContractError` with the findings of the contracts. */
async function openApi(given: ParsedArguments, patterns: readonly string[], terminal: Terminal): Promise<Api> {
  const { contracts, options } = openDryWorkspace(await readOptions(given, patterns, terminal), secretNames);
  return compileApi(contracts, options.limits);
}

/** Each secret has its name for a value, so that another secret is a difference. No value of a secret is ever shown. */
const secretNames: Readonly<Record<string, string | undefined>> = new Proxy({}, { get: (_, name) => String(name) });

function withPlaces({ rows, ...summary }: ShadowTally['summary'], places: ReadonlyMap<number, string>): object {
  return {
    ...summary,
    rows: rows.map((row) => ({ ...row, example: { ...row.example, place: places.get(row.example.request) } })),
  };
}
