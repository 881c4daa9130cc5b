import type { UsageView } from '../protocol-contracts.ts';

interface Counts {
  requests: number;
  readonly statuses: Record<string, number>;
  readonly codes: Record<string, number>;
  lastMs: number | undefined;
}

/** Counts the requests of each operation. Bounded, for operations, classes and codes are. */
export class Usage {
  readonly #counts = new Map<string, Counts>();

  note(
    operation: string,
    { status, code, atMs }: { readonly status: number; readonly code: string; readonly atMs: number },
  ): void {
    const counts = this.#counts.get(operation) ?? { requests: 0, statuses: {}, codes: {}, lastMs: undefined };
    this.#counts.set(operation, counts);
    counts.requests += 1;
    counts.lastMs = atMs;
    const group = `${Math.floor(status / 100)}xx`;
    counts.statuses[group] = (counts.statuses[group] ?? 0) + 1;
    if (code !== '') counts.codes[code] = (counts.codes[code] ?? 0) + 1;
  }

  of(operation: string): UsageView {
    return this.#counts.get(operation) ?? { requests: 0, statuses: {}, codes: {} };
  }
}

/** What an operation is known by. */
export interface Named {
  readonly file: string;
  readonly name: string;
}

/** How an operation is called among all contracts. */
export const usageKey = ({ file, name }: Named): string => `${file} ${name}`;
