import { Upstream } from './load/upstream.ts';
import { describeMachine } from './measure/machine.ts';
import { measureWork } from './measure/measure-work.ts';
import { pinLoad } from './measure/pinning.ts';
import { resultNotes, resultTable, type WorkResult } from './table.ts';
import type { Wish } from './usage.ts';

/** Measures programs side by side and prints the table; progress goes to the standard error. */
export async function compare({ plan, items, programs }: Extract<Wish, { kind: 'compare' }>): Promise<void> {
  const machine = describeMachine(pinLoad());
  const server = new Upstream();
  const upstream = { server, origin: await server.listen() };
  const results: WorkResult[] = [];
  try {
    for (const item of items) {
      console.error(`(${item.id}) ${item.title} ...`);
      results.push({ item, measured: await measureWork({ item, programs, plan, upstream }) });
    }
  } finally {
    server.close();
  }
  const method =
    `CPU time of the gateway process for each request, as a ratio to "by hand" in the same round: median of ` +
    `${plan.rounds} interleaved rounds of ${plan.roundMs} ms (least-most), ${plan.connections} connections, after ` +
    `${plan.warmUpMs / 1000} s of load. Less is better.`;
  console.log(
    ['', method, '', resultTable(programs, results), '', resultNotes(results), '', ...machine, ''].join('\n'),
  );
}
