import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportInsights } from '../../../src/signal/shape/report.ts';
import { type Fault, now, simulate } from './simulated-traffic.ts';

/** Each seed is another hour, with other callers; more of them by `PARAMAP_INSIGHT_SEEDS=300`. */
const seeds = Number(process.env['PARAMAP_INSIGHT_SEEDS'] ?? 24);
const requests = 2500;

const text = (value: unknown): string => String(value);

const planted: readonly { name: string; fault: Fault; found: string }[] = [
  { name: 'left out', fault: ({ age }) => age === undefined, found: 'query.age:absent' },
  { name: 'None', fault: ({ age }) => age !== undefined && !/^\d+$/.test(text(age)), found: 'query.age:look!=integer' },
  { name: 'long', fault: ({ userName }) => text(userName).length > 64, found: 'query.userName:length>=65' },
  { name: 'empty', fault: ({ userName }) => userName === '', found: 'query.userName:empty' },
  { name: 'enum', fault: ({ status }) => status === 'archived', found: 'query.status:choice="archived"' },
  { name: 'large', fault: ({ limit = 0 }) => Number(limit) >= 500, found: 'query.limit:range>=500' },
  {
    name: 'beyond ASCII',
    fault: ({ userName }) => /[^\0-\x7f]/.test(text(userName)),
    found: 'query.userName:characters=non-ascii',
  },
  { name: 'no date', fault: ({ since = '2' }) => !/^[\d-]+$/.test(text(since)), found: 'query.since:look!=date' },
  {
    name: 'pair',
    fault: ({ sort, since }) => sort !== undefined && since === undefined,
    found: 'query.since:absent query.sort:given',
  },
];

const idsOf = (seed: number, fault: Fault | undefined): string[] =>
  reportInsights([simulate(seed, fault, requests)], now).insights.map(({ id }) => id);

test('planted faults are found and nothing beside them, in 95 of 100 hours of traffic', () => {
  const missed: string[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const one = planted[seed % planted.length];
    const ids = idsOf(seed, one?.fault);
    if (ids.length !== 1 || ids[0] !== `op ${one?.found}`) missed.push(`${seed} ${one?.name}: ${ids.join(', ')}`);
  }
  assert.ok(missed.length <= seeds * 0.05, missed.join('\n'));
});

test('without a planted fault nothing is found, in 95 of 100 hours with an outage, a cursed user and callers in loops', () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const ids = idsOf(seed, undefined);
    if (ids.length > 0) wrong.push(`${seed}: ${ids.join(', ')}`);
  }
  assert.ok(wrong.length <= seeds * 0.05, wrong.join('\n'));
});

test('what several processes counted gives the same findings as one that counted all', () => {
  const fault = planted[0]?.fault;
  const parts = [simulate(7, fault, requests), simulate(8, fault, requests)];
  const [ahead, behind] = [reportInsights(parts, now), reportInsights([...parts].reverse(), now)];
  assert.deepEqual(
    ahead.insights.map(({ id, having }) => ({ id, having })),
    behind.insights.map(({ id, having }) => ({ id, having })),
  );
  const alone = parts.map((part) => reportInsights([part], now).insights[0]?.having.requests ?? 0);
  assert.equal(
    ahead.insights[0]?.having.requests,
    alone.reduce((sum, one) => sum + one),
  );
});
