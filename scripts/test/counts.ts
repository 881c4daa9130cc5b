import type { TestEvent } from 'node:test/reporters';

/** What one run of tests came to, as its last summary says. */
export interface Counts {
  readonly tests: number;
  readonly passed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly skipped: number;
  readonly todo: number;
}

/**
 * A reporter for `node --test` that writes one line of JSON, a {@link Counts}, when the whole run is over.
 */
// biome-ignore lint/style/noDefaultExport: Node takes the default export of a reporter's module.
export default async function* counts(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type === 'test:summary' && event.data.file === undefined) {
      const { tests, passed, cancelled, skipped, todo } = event.data.counts;
      const failed = tests - passed - cancelled - skipped - todo;
      yield JSON.stringify({ tests, passed, failed, cancelled, skipped, todo } satisfies Counts);
    }
  }
}
