import assert from 'node:assert/strict';
import { inspect } from 'node:util';

/** Begins every planted value. Letters alone, so that no coding of a place changes how it looks. */
export const planted = 'plantedSecret';

/** A number that stands nowhere else. */
export const plantedNumber = 918273645;

/** Everything that can be seen of a value, by a person or a program: its text, its members, its causes. */
export function everythingOf(value: unknown): string {
  const options = { depth: 30, maxArrayLength: 10_000, maxStringLength: 1_000_000, showHidden: true } as const;
  const shown = inspect(value, options);
  return typeof value === 'string' ? value : `${shown}\n${JSON.stringify(value) ?? ''}`;
}

/** Holds that no planted value is in what was emitted, in any case, and not in base64 either. */
export function assertHidden(emitted: unknown, what = ''): void {
  const seen = everythingOf(emitted);
  const coded = [0, 1, 2].map((shift) =>
    Buffer.from('x'.repeat(shift) + planted)
      .toString('base64')
      .slice(4, 12),
  );
  for (const text of [planted.toLowerCase(), String(plantedNumber), ...coded.map((part) => part.toLowerCase())]) {
    const at = seen.toLowerCase().indexOf(text);
    assert.ok(at < 0, `${what}: ${seen.slice(Math.max(0, at - 300), at + 100)}`);
  }
}
