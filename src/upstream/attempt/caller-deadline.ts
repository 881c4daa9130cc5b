/** How a deadline is written: a number of the unit, or as gRPC writes a timeout (`250m` is 250 ms, `3S` 3 s). */
export type DeadlineUnit = 'ms' | 'seconds' | 'grpc';

/** The field in which a caller says how long it waits. */
export interface DeadlineHeader {
  readonly name: string;
  readonly unit: DeadlineUnit;
}

/** The number of milliseconds in each unit of gRPC. Source: gRPC over HTTP/2, `TimeoutUnit`. */
const grpcUnits: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };

/**
 * How long a caller waits, in milliseconds; `undefined` for a text that says nothing of the kind. 0 is a deadline, too: it
 * has passed.
 */
export function parseDeadline(text: string, unit: DeadlineUnit): number | undefined {
  if (unit === 'ms') return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  if (unit === 'seconds') return /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) * 1000 : undefined;
  const [, digits, letter = ''] = /^(\d{1,8})([HMSmun])$/.exec(text) ?? [];
  const ms = grpcUnits[letter];
  return digits === undefined || ms === undefined ? undefined : Number(digits) * ms;
}

/** The same as text: never longer than what is left, and at least the smallest that the unit can say. */
export function formatDeadline(leftMs: number, unit: DeadlineUnit): string {
  const ms = Math.max(1, Math.floor(leftMs));
  if (unit === 'ms') return String(ms);
  if (unit === 'seconds') return String(ms / 1000);
  return grpcTimeout(ms);
}

/** At most 8 digits, in the smallest unit that they are enough for. Source: gRPC over HTTP/2, `TimeoutValue`. */
function grpcTimeout(ms: number): string {
  const most = 99_999_999;
  for (const [letter, unitMs] of [
    ['m', 1],
    ['S', 1000],
    ['M', 60_000],
  ] as const) {
    const count = Math.floor(ms / unitMs);
    if (count <= most) return `${count}${letter}`;
  }
  return `${Math.min(most, Math.floor(ms / 3_600_000))}H`;
}

/** What an example of each unit looks like, for those who write it wrong. */
export const deadlineExamples: Readonly<Record<DeadlineUnit, string>> = {
  ms: 'whole milliseconds such as `1500`',
  seconds: 'seconds such as `1.5`',
  grpc: 'a number of at most 8 digits and a unit (H, M, S, m, u, n) such as `1500m`',
};
