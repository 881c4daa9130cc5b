import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoundedLabels } from '../../../src/signal/metrics/bounded-labels.ts';

test('beyond as many sets as allowed a new one loses its name, and those that are known keep theirs', () => {
  const labels = new BoundedLabels('parameter', 2);
  const of = (parameter: string) => labels.of({ operation: 'findUsers', parameter })['parameter'];
  assert.deepEqual(['a', 'b', 'c', 'd', 'a', 'b'].map(of), ['a', 'b', '(others)', '(others)', 'a', 'b']);
});
