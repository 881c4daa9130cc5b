import assert from 'node:assert/strict';
import { Load } from '../load/load.ts';
import { requestBytes, usualFields } from '../load/request-text.ts';
import { Upstream } from '../load/upstream.ts';
import type { Plan } from '../measure/plan.ts';
import { type Runner, runRounds, stopAll } from '../measure/rounds.ts';
import { summarize } from '../measure/statistics.ts';
import type { Program } from '../program/programs.ts';
import { StartedProgram } from '../program/started-program.ts';
import { exchange } from '../verify/exchange.ts';
import { workItem } from '../work/work-items.ts';
import { type GatewayVariant, gatewayVariants, key, keyField, keyVariable } from './gateway-variants.ts';
import type { FeatureResult } from './feature-result.ts';

const { request } = workItem('a');

/** Measures what an answer costs by what is declared of it, and what stands before the stages: a gateway for each, under load, round by round in turn. */
export async function measureGatewayFeatures(plan: Plan): Promise<FeatureResult[]> {
  const upstream = new Upstream();
  const runners: Runner[] = [];
  try {
    const origin = await upstream.listen();
    for (const variant of gatewayVariants) runners.push(await prepare(variant, { upstream, origin, plan }));
    const rounds = await runRounds(runners, { plan, upstream, forwards: true });
    const taken = rounds.map((each) => each.map(({ cpuUs }) => cpuUs));
    const [first = []] = taken;
    return gatewayVariants.map(({ title }, index) => {
      const own = taken[index] ?? [];
      const addsUs = index > 0 && summarize(own.map((us, round) => us - (first[round] ?? Number.NaN)));
      const group = 'a GET answered with 190 bytes, a list of two objects (each beside the first line)';
      return { group, title, measured: 'gateway', us: summarize(own), ...(addsUs && { addsUs }) };
    });
  } finally {
    await stopAll(runners);
    upstream.close();
  }
}

interface Surroundings {
  readonly upstream: Upstream;
  readonly origin: string;
  readonly plan: Plan;
}

async function prepare(variant: GatewayVariant, { upstream, origin, plan }: Surroundings): Promise<Runner> {
  const program: Program = { name: `variant ${variant.name}`, file: 'paramap-variant', title: variant.title };
  const started = await StartedProgram.start(program, {
    upstream: origin,
    env: { BENCH_VARIANT: variant.name, [keyVariable]: key },
  });
  const bytes = requestBytes(request, started.port, [...usualFields, [keyField, key]]);
  const { answer } = await exchange(upstream, started.port, bytes);
  const { items } = JSON.parse(answer.content.toString());
  assert.deepEqual(items[0], variant.expectedItem, `${program.name} answers as it declares`);
  const load = new Load({ port: started.port, request: bytes, status: 200, connections: plan.connections });
  return { started, load };
}
