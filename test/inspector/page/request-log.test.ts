import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseFilter } from '../../../src/inspector/page/live/request-filter.ts';
import { RequestLog } from '../../../src/inspector/page/live/request-log.ts';
import { madeSummaries, madeSummary } from './made-requests.ts';

const shown = (log: RequestLog): readonly (number | undefined)[] =>
  Array.from({ length: log.count }, (_, index) => log.row(index)?.sequence);

describe('the requests that the page keeps', () => {
  test('stand with the newest first, whatever their order, each once', () => {
    const log = new RequestLog();
    assert.equal(log.add([madeSummary(2), madeSummary(1), madeSummary(2)]), 2);
    assert.equal(log.add([madeSummary(2), madeSummary(3)]), 1);
    assert.deepEqual(shown(log), [3, 2, 1]);
    assert.equal(log.rowOf('r1'), 2);
    assert.equal(log.rowOf('r9'), -1);
  });

  test('get those that were left out, and older ones, in their places', () => {
    const log = new RequestLog();
    log.add([madeSummary(5), madeSummary(8)]);
    assert.equal(log.add([madeSummary(7), madeSummary(6), madeSummary(5)]), 0, 'nothing comes above');
    log.add([madeSummary(2), madeSummary(1)]);
    assert.deepEqual(shown(log), [8, 7, 6, 5, 2, 1]);
    assert.equal(log.oldest, 1);
  });

  test('that are wanted follow the filter, those that come later too', () => {
    const log = new RequestLog();
    log.add(madeSummaries(1, 8));
    log.filter(parseFilter('status:4xx'));
    assert.deepEqual(shown(log), [5, 1]);
    assert.equal(log.add(madeSummaries(9, 4)), 1);
    assert.deepEqual(shown(log), [9, 5, 1]);
    assert.equal(log.size, 12);
    log.filter(parseFilter(''));
    assert.equal(log.count, 12);
  });

  test('are bounded: the oldest tenth goes, and the filtered ones with it', () => {
    const log = new RequestLog(100);
    log.filter(parseFilter('status:4xx'));
    log.add(madeSummaries(1, 100));
    assert.equal(log.size, 100);
    log.add(madeSummaries(101, 1));
    assert.equal(log.size, 90);
    assert.equal(log.oldest, 12);
    assert.equal(shown(log).at(-1), 13);
    assert.equal(log.row(log.count), undefined);
    log.add(madeSummaries(1, 11));
    assert.equal(log.size, 100, 'older ones are taken as far as there is room');
    assert.equal(log.oldest, 2);
  });
});
