import type { FeatureResult } from '../features/feature-result.ts';
import type { InProcessResult } from '../in-process/in-process.ts';
import type { Measured, WorkResult } from '../measure/measure-work.ts';
import type { Summary } from '../measure/statistics.ts';
import { yardstick } from '../program/programs.ts';
import type { SlowResult } from '../slow-upstream/slow-upstream.ts';
import type { StreamResult } from '../streams/streams.ts';
import type { WorkersResult } from '../workers/workers.ts';

/** A table in Markdown: the first column is text, the others are figures. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? '---' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const fixed = (value: number, digits = 2): string => value.toFixed(digits);

/** The median, and in brackets where the middle half of the rounds lies. */
const spread = ({ median, low, high }: Summary, digits = 2): string =>
  `${fixed(median, digits)} (${fixed(low, digits)}-${fixed(high, digits)})`;

/** A row for each program, a column for each work item; in the cells what `cell` makes of the figures. */
export function compareTable(results: readonly WorkResult[], cell: (measured: Measured) => string): string {
  const rows = programsOf(results).map(({ name, title }) => [
    name === yardstick ? `**${title}**` : title,
    ...results.map(({ measured }) => {
      const found = measured.find((one) => one.name === name);
      return found === undefined ? '-' : cell(found);
    }),
  ]);
  return markdownTable(['program', ...results.map(({ id }) => `(${id})`)], rows);
}

/** All programs of a run, in the order of the table. */
export function programsOf(results: readonly WorkResult[]): Measured[] {
  const byName = new Map(results.flatMap(({ measured }) => measured).map((one) => [one.name, one]));
  return [...byName.values()];
}

export const ratioCell = ({ name, ratio }: Measured): string => (name === yardstick ? '**1.00**' : spread(ratio));

/** The load generator beside the gateway, in microseconds for each request. */
export const shareCell = ({ cpuUs, loadUs }: Measured): string => `${fixed(cpuUs.median, 0)} / ${fixed(loadUs, 0)}`;

export const perSecondCell = ({ perSecond, loadBusy }: Measured): string =>
  `${Math.round(perSecond / 10) * 10}${loadBusy > 0.95 ? '*' : ''}`;

export function inProcessTable(results: readonly InProcessResult[]): string {
  const items = [...new Set(results.map(({ item }) => item))];
  const titles = new Map(results.map(({ name, title }) => [name, title]));
  const rows = [...titles].map(([name, title]) => [
    title,
    ...items.map((item) => {
      const found = results.find((one) => one.item === item && one.name === name);
      return found === undefined ? '-' : `${fixed(found.us.median, 1)} us, ${spread(found.ratio)}`;
    }),
  ]);
  return markdownTable(['in one process', ...items.map((item) => `(${item}), x by hand`)], rows);
}

export function featureTables(results: readonly FeatureResult[]): string {
  const groups = [...new Set(results.map(({ group }) => group))];
  return groups
    .map((group) => {
      const rows = results
        .filter((one) => one.group === group)
        .map(({ title, us, addsUs }) => [
          title,
          addsUs === undefined ? `(${fixed(us.median, 1)})` : signedSpread(addsUs),
          fixed(us.median, 1),
        ]);
      const whole = results.some((one) => one.group === group && one.measured === 'gateway');
      return markdownTable([group, 'adds us', whole ? 'whole gateway, us' : 'stages, us'], rows);
    })
    .join('\n\n');
}

/** Differences may be below zero, so that a dash between them would mislead. */
const signedSpread = ({ median, low, high }: Summary): string =>
  `${median > 0 ? '+' : ''}${fixed(median, 1)} (${fixed(low, 1)} to ${fixed(high, 1)})`;

export const streamTable = (results: readonly StreamResult[]): string =>
  markdownTable(
    ['streamed answer', '1 MiB, CPU us', 'x undici alone', '1 GiB, s', '1 GiB, CPU ms', 'memory grew, MiB'],
    results.map(({ title, mebibyteUs, ratio, gibibyteSeconds, gibibyteCpuMs, grewMiB }) => [
      title,
      fixed(mebibyteUs.median, 0),
      spread(ratio),
      fixed(gibibyteSeconds),
      fixed(gibibyteCpuMs, 0),
      fixed(grewMiB, 0),
    ]),
  );

export const slowTable = (results: readonly SlowResult[]): string =>
  markdownTable(
    [
      '256 connections, upstream takes 200 ms',
      'requests/s of possible',
      'errors',
      'p50 ms',
      'p99 ms',
      'most ms',
      'CPU us',
    ],
    results.map((one) => [
      one.title,
      `${fixed(one.perSecond, 0)} of ${one.possible}`,
      String(one.errors),
      ...[one.p50Ms, one.p99Ms, one.mostMs, one.cpuUs].map((value) => fixed(value, 0)),
    ]),
  );

export const workersTable = (results: readonly WorkersResult[]): string =>
  markdownTable(
    ['`paramap serve --workers`, (b)', 'requests/s', 'x one worker', 'CPU us of all processes'],
    results.map(({ workers, perSecond, ratio, cpuUs }) => [
      String(workers),
      fixed(perSecond.median, 0),
      spread(ratio),
      spread(cpuUs, 0),
    ]),
  );
