import { formatPointer } from '../../problem/pointer.ts';
import type { ViolationCode } from '../../problem/violation-codes.ts';
import { type Fault, type FaultSink, stepsOf } from './walk.ts';

/** Keywords that say all there is to say about a value: what else is wrong with it follows from them. */
const decisive: ReadonlySet<ViolationCode> = new Set([
  'type',
  'const',
  'enum',
  'required',
  'not-accepted',
  'anyOf',
  'oneOf',
]);

/** Keeps faults up to a limit, and of one value no more than help: the first of each kind, and none beside a decisive one. */
export class FaultList implements FaultSink {
  readonly #limit: number;
  readonly #faults: Fault[] = [];
  readonly #codes = new Map<string, Set<ViolationCode>>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#faults.length >= this.#limit;
  }

  get faults(): readonly Fault[] {
    return this.#faults;
  }

  add(fault: Fault): void {
    if (this.full) return;
    const pointer = formatPointer(stepsOf(fault.spot));
    const codes = this.#codes.get(pointer) ?? new Set();
    // An empty text breaks every rule about its form at once; the first one tells enough.
    if (codes.has(fault.code) || (codes.size > 0 && fault.value === '')) return;
    if ([...codes].some((code) => decisive.has(code))) return;
    this.#codes.set(pointer, codes.add(fault.code));
    this.#faults.push(fault);
  }
}

/** A sink that ends every sentence with the condition under which the rule holds: `` `country` is `DE` ``. */
export function withReason(faults: FaultSink, condition: string): FaultSink {
  return {
    get full() {
      return faults.full;
    },
    add: (fault) => {
      const isMissing = fault.value === undefined;
      const reason = isMissing ? ` when ${condition}` : ` (this holds when ${condition})`;
      faults.add({ ...fault, tell: (seen) => `${fault.tell(seen)}${reason}` });
    },
  };
}
