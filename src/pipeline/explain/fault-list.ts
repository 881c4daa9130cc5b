import { formatPointer } from '../../problem/pointer.ts';
import type { ViolationCode } from '../../problem/violation-codes.ts';
import { type Description, mayTell } from './describe-schema.ts';
import { type Fault, type FaultSink, type Seen, type Spot, stepsOf } from './walk.ts';

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
  readonly #codes = new Map<string, ViolationCode[]>();

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
    const codes = this.#codes.get(pointer);
    if (codes === undefined) this.#codes.set(pointer, [fault.code]);
    else {
      // An empty text breaks every rule about its form at once; the first one tells enough.
      if (fault.value === '' || codes.some((code) => code === fault.code || decisive.has(code))) return;
      codes.push(fault.code);
    }
    this.#faults.push(fault);
  }
}

/** The condition under which a rule holds: `` `country` is `DE` ``. */
export interface Condition extends Pick<Description, 'that' | 'tellsOf'> {
  /** The value that the condition is about. */
  readonly spot: Spot | undefined;
}

/** A sink that ends every sentence with the condition, unless that would tell a secret. */
export function withReason(faults: FaultSink, condition: Condition): FaultSink {
  return {
    get full() {
      return faults.full;
    },
    add: (fault) => {
      const when = fault.value === undefined ? ` when ${condition.that}` : ` (this holds when ${condition.that})`;
      const reasonFor = (seen: Seen): string => (mayTell(condition, condition.spot, seen) ? when : '');
      faults.add({ ...fault, tell: (seen) => `${fault.tell(seen)}${reasonFor(seen)}` });
    },
  };
}
