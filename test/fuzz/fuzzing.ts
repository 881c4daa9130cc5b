import { randomInt } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';

/**
 * How long each test looks for faults, in milliseconds, and with which seed. A run is made again with the seed that it printed:
 * `FUZZ_SEED=123 npm run fuzz`; fast-check prints the path to what it found as well.
 */
const ms = Number(process.env['FUZZ_MS'] ?? 1500);
const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));

/** What a fuzz test looks at: it throws where what it is given shows a fault. */
export interface FuzzTarget<T> {
  readonly input: fc.Arbitrary<T>;
  holds(input: T): void | Promise<void>;
}

/** Declares a test that goes on for a bounded time, and fails where it finds something; `prepare` is run once before. */
export function fuzz<T>(title: string, prepare: (t: TestContext) => FuzzTarget<T> | Promise<FuzzTarget<T>>): void {
  test(title, async (t) => {
    t.diagnostic(`FUZZ_SEED=${seed} FUZZ_MS=${ms}`);
    const { input, holds } = await prepare(t);
    let looked = 0;
    const property = fc.asyncProperty(input, async (value) => {
      looked += 1;
      await holds(value);
    });
    const result = await fc.check(property, {
      seed,
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: ms,
      markInterruptAsFailure: false,
    });
    t.diagnostic(`${looked} inputs`);
    if (result.failed) throw new Error(fc.defaultReportMessage(result), { cause: result.errorInstance });
    // A machine may be busy, but a test that looks at nothing shows nothing.
    if (looked === 0) throw new Error('looked at nothing');
  });
}
