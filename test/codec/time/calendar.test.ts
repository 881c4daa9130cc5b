import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CodecRefusal } from '../../../src/codec/codec.ts';
import { dayFromEpoch, daysFromEpoch, weekday } from '../../../src/codec/time/calendar.ts';
import {
  epochSeconds,
  formatDateTime,
  fromEpochSeconds,
  parseDateTime,
} from '../../../src/codec/time/internet-time.ts';

const firstDay = -719_528;
const lastDay = 2_932_896;

describe('the calendar', () => {
  it('agrees with Date on every day of the years 0 to 9999', () => {
    for (let days = firstDay; days <= lastDay; days++) {
      const day = dayFromEpoch(days);
      const oracle = new Date(days * 86_400_000);
      const agrees =
        day.year === oracle.getUTCFullYear() &&
        day.month === oracle.getUTCMonth() + 1 &&
        day.day === oracle.getUTCDate() &&
        daysFromEpoch(day) === days &&
        weekday(day) === oracle.getUTCDay();
      if (!agrees) assert.fail(`${JSON.stringify(day)} is not ${oracle.toISOString()}`);
    }
  });
});

describe('points in time', () => {
  it('agree with Date in text and in seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: firstDay * 86_400, max: (lastDay + 1) * 86_400 - 1 }), (seconds) => {
        const text = new Date(seconds * 1000).toISOString();
        const time = parseDateTime(text);
        assert.ok(!(time instanceof CodecRefusal));
        assert.equal(epochSeconds(time), seconds);
        assert.equal(formatDateTime(fromEpochSeconds(seconds, '')), text.replace('.000', ''));
      }),
      { numRuns: 1000 },
    );
  });
});
