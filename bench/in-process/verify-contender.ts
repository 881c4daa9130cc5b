import assert from 'node:assert/strict';
import { usualFields } from '../load/request-text.ts';
import type { WorkItem } from '../work/work-item.ts';
import type { Contender } from './contender.ts';
import type { OutgoingBytes } from './outgoing.ts';
import { incomingOf } from './work.ts';

/**
 * Holds that a contender does the work that all others do: it makes exactly the request that was meant, with the caller's
 * end-to-end fields, or a 400 that names every fault and nothing else. Fails: throws where the work is another.
 */
export async function verifyContender({ run }: Contender, { request, expected }: WorkItem): Promise<void> {
  const made = await run(incomingOf(request));
  if (expected.kind === 'refused') {
    assert.ok(typeof made === 'string', 'the request is refused');
    const told = (JSON.parse(made).errors as object[]).map((error) => JSON.stringify(error));
    for (const name of expected.names)
      assert.ok(
        told.some((error) => error.includes(name)),
        `${name} is named: ${told}`,
      );
    assert.equal(told.length, expected.names.length, `one error a fault: ${told}`);
    return;
  }
  assert.ok(typeof made !== 'string', `the request is accepted: ${JSON.stringify(made)}`);
  assert.equal(`${made.method} ${made.path}`, `${request.method} ${expected.target}`);
  assert.deepEqual(made.body === undefined ? undefined : JSON.parse(made.body.toString()), expected.body);
  const fields = fieldsOf(made);
  for (const [name, value] of usualFields) {
    if (name !== 'Connection') assert.equal(fields.get(name.toLowerCase()), value, `${name} is sent on`);
  }
  assert.ok(!fields.has('connection'), 'no field of the connection is sent on');
}

const fieldsOf = ({ headers }: OutgoingBytes): ReadonlyMap<string, string> =>
  new Map(
    Array.from({ length: headers.length / 2 }, (_, index) => [
      (headers[2 * index] ?? '').toLowerCase(),
      headers[2 * index + 1] ?? '',
    ]),
  );
