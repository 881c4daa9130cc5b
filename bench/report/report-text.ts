import { yardstick } from '../program/programs.ts';
import type { Reported, Results } from './results.ts';
import { soakText } from './soak-text.ts';
import {
  compareTable,
  featureTables,
  inProcessTable,
  perSecondCell,
  programsOf,
  ratioCell,
  shareCell,
  slowTable,
  streamTable,
  workersTable,
} from './tables.ts';

/** Parts of a document that are made of results, by the name that stands in its marker comments. */
export type SectionName =
  | 'machine'
  | 'compare'
  | 'ratios'
  | 'in-process'
  | 'features'
  | 'streams'
  | 'slow-upstream'
  | 'short'
  | 'workers'
  | 'soak';

/** All of it, as `npm run bench` prints it. */
export function reportText(reported: Reported): string {
  const names: readonly SectionName[] = [
    'compare',
    'in-process',
    'features',
    'streams',
    'slow-upstream',
    'workers',
    'machine',
  ];
  return names.flatMap((name) => section(name, reported) ?? []).join('\n\n');
}

/** One of them in Markdown; `undefined` where it was not measured. */
export function section(name: SectionName, { results, soak }: Reported): string | undefined {
  const { compare, inProcess, features, streams, slowUpstream, workers } = results.parts;
  switch (name) {
    case 'machine':
      return machineText(results);
    case 'compare':
      return compare && compareText(results);
    case 'ratios':
      return compare && compareTable(compare, ratioCell);
    case 'short':
      return compare && shortText(results);
    case 'in-process':
      return inProcess && inProcessTable(inProcess);
    case 'features':
      return features && featureTables(features);
    case 'streams':
      return streams && streamTable(streams);
    case 'workers':
      return workers && workersTable(workers);
    case 'soak':
      return soak && soakText(soak);
    case 'slow-upstream':
      return slowUpstream && slowTable(slowUpstream);
  }
}

function machineText({ startedAt, machine, versions, leftOut, plan }: Results): string {
  const peers = Object.entries(versions.peers).map(([name, version]) => `${name} ${version}`);
  return [
    `- ${startedAt.slice(0, 10)}, paramap ${versions.paramap} at ${versions.commit}, Node ${machine.node}`,
    `- ${machine.system}, ${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB; ${machine.pinning}`,
    `- load of the machine at the start: ${machine.load}; ${plan.rounds} rounds of ${plan.roundMs} ms after ${plan.warmUpMs / 1000} s of load, ${plan.connections} connections`,
    `- ${peers.join(', ')}`,
    ...leftOut.map(({ what, why }) => `- left out: ${what}, ${why}`),
  ].join('\n');
}

function compareText(results: Results): string {
  const compare = results.parts.compare ?? [];
  const remarks = programsOf(compare).flatMap(({ name, title }) => {
    const own = compare.flatMap(({ measured }) => measured.filter((one) => one.name === name));
    const said = [...new Set(own.flatMap((one) => one.remarks))];
    return said.length === 0 ? [] : [`- ${title}: ${said.join('; ')}.`];
  });
  return [
    `CPU time of the gateway process for each request, as a ratio to "by hand" in the same round: median of ${results.plan.rounds}`,
    'rounds, and in brackets where the middle half of them lies. Less is better.',
    '',
    compareTable(compare, ratioCell),
    '',
    'CPU time for each request in us, of the gateway / of load generator and upstream together, which have a core of their own:',
    '',
    compareTable(compare, shareCell),
    '',
    'Requests a second, 32 connections in a closed loop, gateway on one core (*: the core of the load was the limit):',
    '',
    compareTable(compare, perSecondCell),
    ...(remarks.length > 0 ? ['', 'What programs leave undone that others do:', '', ...remarks] : []),
  ].join('\n');
}

/** For the README: medians alone. */
function shortText({ parts, startedAt, machine }: Results): string {
  const compare = (parts.compare ?? []).filter(({ id }) => id !== 'p');
  const titles: Readonly<Record<string, string>> = {
    a: 'passed through',
    b: 'mapped `GET`',
    c: 'mapped 1 KB `POST`',
    d1: '400 to the `GET`',
    d2: '400 to the `POST`',
  };
  const table = compareTable(compare, ({ name, ratio }) => (name === yardstick ? '**1.00**' : ratio.median.toFixed(2)));
  const [, ...rest] = table.split('\n');
  const head = `| x by hand, ${startedAt.slice(0, 10)}, Node ${machine.node} | ${compare.map(({ id }) => titles[id]).join(' | ')} |`;
  return [head, ...rest].join('\n');
}
