import assert from 'node:assert/strict';
import { type BatchPlan, takeTurns } from '../in-process/batches.ts';
import { compileStages } from '../in-process/stages.ts';
import { type IncomingBytes, incomingOf } from '../in-process/work.ts';
import { summarize } from '../measure/statistics.ts';
import { workItem } from '../work/work-items.ts';
import { bareContract } from './bare-contract.ts';
import type { FeatureResult } from './feature-result.ts';

/** One line of the table: a contract that declares more than the line above, or a request that asks for more. */
interface Line {
  readonly title: string;
  readonly contract: object;
  readonly incoming: IncomingBytes;
}

interface Group {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Measures what each feature adds to the stages, in one process: lines in turn, and their differences round by round. */
export async function measureStageFeatures(plan: BatchPlan): Promise<FeatureResult[]> {
  const results: FeatureResult[] = [];
  for (const { title: group, lines } of [queryGroup(), bodyGroup()]) {
    const timed = await Promise.all(
      lines.map(async ({ title, contract, incoming }) => {
        const run = await compileStages(contract);
        const made = run(incoming);
        assert.ok(typeof made !== 'string', `${group}, ${title}: ${JSON.stringify(made)}`);
        return { name: title, run: () => run(incoming) };
      }),
    );
    const figures = await takeTurns(timed, plan);
    for (const [index, { title }] of lines.entries()) {
      const own = figures.get(title) ?? [];
      const before = figures.get(lines[index - 1]?.title ?? '');
      const addsUs = before && summarize(own.map((us, round) => us - (before[round] ?? Number.NaN)));
      results.push({ group, title, measured: 'stages', us: summarize(own), ...(addsUs && { addsUs }) });
    }
  }
  return results;
}

const nothing = { rules: false, names: false, codecs: false };

function queryGroup(): Group {
  const incoming = incomingOf(workItem('b').request);
  const line = (title: string, contract: object): Line => ({ title, contract, incoming });
  const declared = bareContract(nothing);
  return {
    title: 'a GET with a path and four query parameters',
    lines: [
      line('matched, query passed on undeclared', withoutQuery(declared)),
      line('parameters declared: decoded by type, unknown names refused', declared),
      line('validation: lengths, bounds, a date-time', bareContract({ ...nothing, rules: true })),
      line('other names', bareContract({ ...nothing, rules: true, names: true })),
      line(
        'conversions: a date to seconds, a list in another style',
        bareContract({ rules: true, names: true, codecs: true }),
      ),
    ],
  };
}

function bodyGroup(): Group {
  const { request } = workItem('c');
  const incoming = incomingOf(request);
  const line = (title: string, contract: object): Line => ({ title, contract, incoming });
  const everything = bareContract({ rules: true, names: true, codecs: true });
  // More digits than a number of JavaScript holds; they reach the upstream as they are.
  const long = (request.body ?? '').replace('"unitPrice":9.5,', '"unitPrice":9.500000000000000000001,');
  assert.notEqual(long, request.body);
  return {
    title: 'a POST of 1 KB JSON, 20 fields, a list of 10 objects',
    lines: [
      line('matched, any JSON: parsed, passed on as it came', withAnyBody(everything)),
      line('body declared: types, unknown members refused', bareContract(nothing)),
      line('validation: lengths, bounds, a pattern, formats', bareContract({ ...nothing, rules: true })),
      line('other names: 10', bareContract({ ...nothing, rules: true, names: true })),
      line('conversions: a date, money, flags', everything),
      {
        title: 'one number with more digits than JavaScript holds',
        contract: everything,
        incoming: incomingOf({ ...request, body: long }),
      },
    ],
  };
}

interface Operations {
  readonly operations: Readonly<Record<string, object>>;
}

function withoutQuery(contract: object): object {
  const { operations } = contract as Operations;
  const findUsers = { ...operations['findUsers'], query: {}, unknown: { query: 'forward' } };
  return { ...contract, operations: { findUsers } };
}

function withAnyBody(contract: object): object {
  const { operations } = contract as Operations;
  const placeOrder = { ...operations['placeOrder'], body: { content: { 'application/json': {} } } };
  const { $defs: _, ...rest } = contract as { $defs?: unknown };
  return { ...rest, operations: { placeOrder } };
}
