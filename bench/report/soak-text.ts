import type { Sample } from '../soak/growth.ts';
import type { SoakResults } from '../soak/soak-results.ts';
import { markdownTable } from './tables.ts';

/** How many of the samples a table shows. */
const shown = 8;

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

/** What a soak came to: a table over time for each form, and what grew. */
export function soakText({ startedAt, versions, machine, results }: SoakResults): string {
  const head = `${startedAt.slice(0, 10)}, paramap ${versions.paramap} at ${versions.commit}, Node ${machine.node}.`;
  const forms = results.map(({ form, requests, seconds, samples, growth }) => {
    const grown = growth.filter(({ holds }) => !holds).map(({ what }) => what);
    const heap = growth.find(({ what }) => what === 'heapBytes')?.perHundredThousand ?? 0;
    return [
      `\`${form}\`: ${requests} requests in ${seconds} s; after the warm-up the heap grew by ${(heap / 1024).toFixed(0)} KiB for each 100,000 requests, ` +
        (grown.length === 0 ? 'and nothing by more than its bound.' : `and beyond their bounds: ${grown.join(', ')}.`),
      '',
      markdownTable(
        [
          'requests',
          'heap MiB',
          'buffers MiB',
          'resident MiB',
          'sockets',
          'timers',
          'requests held',
          'signals',
          'listeners',
          'handles',
        ],
        thinned(samples).map(row),
      ),
    ].join('\n');
  });
  return [head, ...forms].join('\n\n');
}

/** The first, the last, and some between them. */
const thinned = (samples: readonly Sample[]): readonly Sample[] => {
  const step = Math.max(1, (samples.length - 1) / (shown - 1));
  return samples.filter((_, index) => samples.length <= shown || Math.round(Math.round(index / step) * step) === index);
};

const row = ({ requests, census }: Sample): string[] => [
  String(requests),
  mebibytes(census.heapBytes),
  mebibytes(census.externalBytes),
  mebibytes(census.rssBytes),
  ...[census.sockets, census.timers, census.requests, census.signals, census.listeners, census.handles].map(String),
];
