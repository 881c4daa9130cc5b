import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RequestSummary } from '../../../src/inspector/protocol.ts';
import { DetailStore } from '../../../src/inspector/record/detail-store.ts';
import { SummaryRing } from '../../../src/inspector/record/summary-ring.ts';
import { TargetTimes } from '../../../src/inspector/record/target-times.ts';
import { Words } from '../../../src/inspector/record/words.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const summary = (number: number): Omit<RequestSummary, 'id' | 'sequence'> => ({
  cameMs: 1_700_000_000_000 + number,
  method: number % 2 === 0 ? 'GET' : 'POST',
  target: `/users/${number}`,
  operation: `operation${number % 3}`,
  upstream: 'users',
  status: number % 2 === 0 ? 200 : 502,
  code: number % 2 === 0 ? '' : 'upstream-reset',
  fault: number % 2 === 0 ? '' : 'upstream',
  ms: number + 0.125,
  attempts: number % 4,
  hasLeft: number % 5 === 0,
  hasDetail: number % 7 === 0,
});

describe('the list of requests', () => {
  test('gives back what was put in, the newest of more than fit', () => {
    const ring = new SummaryRing(10, 'x-');
    for (let number = 1; number <= 25; number += 1) ring.add(summary(number));
    const kept = ring.after(0, 100);
    assert.deepEqual(
      kept,
      Array.from({ length: 10 }, (_, index) => ({
        ...summary(index + 16),
        id: `x-${index + 16}`,
        sequence: index + 16,
      })),
    );
    assert.deepEqual([ring.oldest, ring.newest, ring.size], [16, 25, 10]);
  });

  const pages: readonly [title: string, got: (ring: SummaryRing) => RequestSummary[], sequences: number[]][] = [
    ['the newest after one, where there are more than wanted', (ring) => ring.after(10, 3), [23, 24, 25]],
    ['nothing after the newest', (ring) => ring.after(25, 3), []],
    ['nothing after one of the future', (ring) => ring.after(99, 3), []],
    ['those before one, the newest first', (ring) => ring.before(20, 3), [19, 18, 17]],
    ['fewer, where older ones are not kept', (ring) => ring.before(18, 9), [17, 16]],
    ['the newest before one of the future', (ring) => ring.before(99, 2), [25, 24]],
    ['nothing before the oldest', (ring) => ring.before(16, 5), []],
  ];
  for (const [title, got, sequences] of pages) {
    test(`has ${title}`, () => {
      const ring = new SummaryRing(10, 'x-');
      for (let number = 1; number <= 25; number += 1) ring.add(summary(number));
      assert.deepEqual(
        got(ring).map(({ sequence }) => sequence),
        sequences,
      );
    });
  }

  test('knows its own ids and no others', () => {
    const ring = new SummaryRing(10, 'x-');
    assert.equal(ring.sequenceOf(ring.idOf(7)), 7);
    for (const id of ['y-7', '7', 'x-', 'x-0', 'x-07', 'x-1e3', 'x--1', `x-${'9'.repeat(20)}`]) {
      assert.equal(ring.sequenceOf(id), undefined, id);
    }
  });

  test('holds the beginning of long targets, and not the memory of the rest', () => {
    const ring = new SummaryRing(4000, 'x-');
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let number = 1; number <= 4000; number += 1) {
      ring.add({ ...summary(number), target: Buffer.alloc(8000, `/users?${number}`).toString() });
    }
    collectGarbage();
    assert.equal(ring.at(4000).target.length, 203);
    const each = (process.memoryUsage().heapUsed - before) / 4000;
    assert.ok(each < 1000, `${each} bytes each`);
  });

  test('names methods that callers make up by one name, when there are too many', () => {
    const words = new Words();
    const numbers = new Set(Array.from({ length: 70_000 }, (_, index) => words.numberOf(`M${index}`)));
    assert.ok(numbers.size <= 60_001);
    assert.equal(words.text(words.numberOf('yet another')), '...');
    assert.equal(words.text(words.numberOf('M5')), 'M5');
  });
});

describe('details', () => {
  test('are never more than so many, nor more bytes than so many; the oldest go', () => {
    const byCount = new DetailStore(3, 1_000_000);
    for (let sequence = 1; sequence <= 5; sequence += 1) byCount.add(sequence, 'text');
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((sequence) => byCount.get(sequence)),
      [undefined, undefined, 'text', 'text', 'text'],
    );
    const byBytes = new DetailStore(100, 100);
    for (let sequence = 1; sequence <= 5; sequence += 1) byBytes.add(sequence, 'x'.repeat(20));
    assert.deepEqual([byBytes.size, byBytes.bytes], [2, 80]);
    assert.equal(byBytes.add(6, 'x'.repeat(51)), false);
    assert.equal(byBytes.get(6), undefined);
    assert.equal(new DetailStore(0, 100).add(1, ''), true);
  });
});

describe('the times of a target', () => {
  const attempt = {
    upstream: 'users',
    target: 'users#1',
    number: 1,
    status: 200,
    fault: undefined,
    cause: undefined,
    retried: false,
  };

  test('are percentiles of the last 512 attempts, and all are counted', () => {
    const times = new TargetTimes();
    for (let ms = 1; ms <= 1000; ms += 1) times.note({ ...attempt, ms }, ms);
    times.note({ ...attempt, ms: 1001, status: undefined, fault: 'reset', cause: 'connection_terminated' }, 77);
    const { attempts, failures, lastFailure, latency } = times.of('users', 'users#1');
    assert.deepEqual([attempts, failures, lastFailure], [1001, 1, { cause: 'connection_terminated', atMs: 77 }]);
    assert.deepEqual(latency, { count: 512, p50: 745, p95: 976, p99: 996, most: 1001 });
    assert.deepEqual(times.of('users', 'users#2'), { attempts: 0, failures: 0 });
  });
});
