import type { Finding } from '../../contract/finding.ts';
import type { GatewayAddresses } from '../../gateway/gateway.ts';
import { countPhrase } from '../../pipeline/explain/count-phrase.ts';
import { printable } from '../../problem/printable.ts';
import { packageVersion } from '../../options/package-version.ts';
import { paint, type Terminal } from '../terminal.ts';
import type { ServedContract } from './served-contract.ts';
import type { ServedTarget } from './served-target.ts';

/** What a gateway serves from its start on. */
export interface Served {
  readonly addresses: GatewayAddresses;
  /** The options' file, as it was named; `undefined` where flags say everything. */
  readonly options: string | undefined;
  /** Whether changed files are read at once, or when SIGHUP asks for it. */
  readonly watches: boolean;
  readonly workers: number;
  readonly contracts: readonly ServedContract[];
  readonly targets: readonly ServedTarget[];
  /** What is passed on without a contract, and to which upstream. */
  readonly passthrough: readonly { readonly prefix: string; readonly upstream: string }[];
  readonly warnings: readonly Finding[];
}

/** So many contracts, targets and prefixes are listed; a screen has 24 lines. */
const mostRows = 6;

/** What is served, for people: addresses first, then contracts, upstreams and what is to be looked at, in one screen. */
export function startScreen(served: Served, terminal: Terminal): string {
  const { addresses, contracts, targets, passthrough, workers, warnings } = served;
  const isDown = targets.some(({ state }) => state !== 'open');
  const rows = [
    ...column('contracts', capped(contracts, 'contracts', contractText)),
    ...column(
      'upstreams',
      capped(targets, 'targets', (target) => targetText(target, targets, terminal)),
    ),
    ...(isDown ? ['             paramap doctor says why, and what to do'] : []),
    ...column(
      'passed on',
      capped(passthrough, 'prefixes', ({ prefix, upstream }) => `${prefix} to ${upstream}`),
    ),
    ...column('options', [
      `${served.options ?? 'flags alone'}, read again ${served.watches ? 'when a file changes' : 'at SIGHUP'}`,
    ]),
    ...(workers > 1 ? column('workers', [`${workers} processes`]) : []),
    ...(warnings.length > 0 ? column('warnings', [paint(terminal, 'warning', `${warnings.length}, told above`)]) : []),
  ];
  const admin = addresses.admin === undefined ? [] : [`admin on ${addresses.admin.url}`];
  const inspector = addresses.inspector === undefined ? [] : [`inspector at ${addresses.inspector}`];
  return [`${paint(terminal, 'good', 'listening')} on ${addresses.url}`, ...admin, ...inspector, ...rows, ''].join(
    '\n',
  );
}

/** The same for programs, as one line of JSON. */
export function startJson({ addresses, ...served }: Served): string {
  const { admin, inspector, ...listening } = addresses;
  const own = { version: packageVersion(), pid: process.pid, listening };
  const told = { ...own, admin: admin ?? null, ...(inspector !== undefined && { inspector }), ...served };
  return `${JSON.stringify(told)}\n`;
}

function contractText({ title, version, mount, operations, upstreams, file }: ServedContract): string {
  const name = [title, version].filter((part) => part !== undefined).join(' ');
  const count = countPhrase(operations, 'operation');
  const below = mount === '' ? '' : ` below ${mount}`;
  return printable(`${name}: ${count}${below} to ${upstreams.join(', ') || 'the app'} (${file})`);
}

function targetText(
  { upstream, origin, state, code }: ServedTarget,
  all: Served['targets'],
  terminal: Terminal,
): string {
  const width = Math.max(...all.map((target) => `${target.upstream} ${target.origin}`.length));
  const place = printable(`${upstream} ${origin}`.padEnd(width));
  if (state === 'open') return `${place}  ${paint(terminal, 'good', 'takes connections')}`;
  const fault = state === 'silent' ? 'does not answer' : `takes no connections (${code ?? 'unknown'})`;
  return `${place}  ${paint(terminal, 'warning', fault)}`;
}

function capped<T>(all: readonly T[], plural: string, text: (one: T) => string): string[] {
  const shown = all.length > mostRows ? all.slice(0, mostRows - 1) : all;
  const rest = all.length - shown.length;
  return [...shown.map(text), ...(rest > 0 ? [`and ${rest} more ${plural}`] : [])];
}

const column = (title: string, lines: readonly string[]): string[] =>
  lines.map((line, at) => `  ${(at === 0 ? title : '').padEnd(9)}  ${line}`);
