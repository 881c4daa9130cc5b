import { resolve } from 'node:path';
import { compileApi } from '../../pipeline/pipeline.ts';
import { compareMade, makeRequest } from '../../shadow/shadow.ts';
import { type ShadowSummary, ShadowTally } from '../../shadow/shadow-tally.ts';
import { incomingOf } from '../shadow/recorded-request.ts';
import { faultAt, recordedRequests } from '../shadow/recorded-requests.ts';
import type { Terminal } from '../terminal.ts';
import type { WorkspacePair } from './versions.ts';

/** What recorded requests would come to. */
export interface ReplayedTraffic {
  readonly summary: ShadowSummary;
  /** Requests that the older version sends on and the newer one does not. */
  readonly newlyRefused: number;
  /** Where the example of a row stands in the file, by the number of its request. */
  readonly places: ReadonlyMap<number, string>;
}

/** Where recorded requests stand, and the path under which the API was called. */
export interface Traffic {
  readonly file: string;
  readonly mount: string;
}

/** Runs recorded requests through both versions; nothing is sent. */
export async function replayTraffic(
  { before, after }: WorkspacePair,
  { file, mount }: Traffic,
  terminal: Terminal,
): Promise<ReplayedTraffic> {
  const old = compileApi(before.contracts, before.options.limits);
  const current = compileApi(after.contracts, after.options.limits);
  const tally = new ShadowTally();
  const places = new Map<number, string>();
  let number = 0;
  let newlyRefused = 0;
  for await (const { place, request } of recordedRequests(resolve(terminal.folder, file), file)) {
    number += 1;
    if (number % 1000 === 0) terminal.showProgress(`${number} requests compared`);
    const incoming = faultAt(place, () => incomingOf(request, mount));
    if (incoming === undefined) continue;
    const report = compareMade(makeRequest(old, incoming), makeRequest(current, incoming));
    if (report.current.kind === 'sent' && report.candidate.kind !== 'sent') newlyRefused += 1;
    const { kinds } = tally;
    tally.add(report, number);
    if (tally.kinds > kinds) places.set(number, place);
  }
  terminal.showProgress('');
  return { summary: tally.summary, newlyRefused, places };
}
