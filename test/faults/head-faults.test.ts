import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headFaults, unplaced } from './head-faults.ts';
import { testFaults } from './test-faults.ts';

test('every failure that both ways to an upstream are tested with has its row', () => assert.deepEqual(unplaced, []));

testFaults(headFaults);
