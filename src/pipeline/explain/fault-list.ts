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

/** A fault, and where it stands. */
export interface FoundFault {
  readonly fault: Fault;
  readonly steps: readonly (string | number)[];
  readonly pointer: string;
}

/** Up to so many faults, looking at each is faster than a map of their places. */
const fewFaults = 16;

/** Keeps faults up to a limit, and of one value no more than help: the first of each kind, and none beside a decisive one. */
export class FaultList implements FaultSink {
  readonly #limit: number;
  readonly #found: FoundFault[] = [];
  /** What was found at each place, once there is much. */
  #places: Map<string, FoundFault[]> | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#found.length >= this.#limit;
  }

  get faults(): readonly Fault[] {
    return this.#found.map(({ fault }) => fault);
  }

  get found(): readonly FoundFault[] {
    return this.#found;
  }

  add(fault: Fault): void {
    if (this.full) return;
    const steps = stepsOf(fault.spot);
    const found: FoundFault = { fault, steps, pointer: formatPointer(steps) };
    for (const before of this.#foundAt(found.pointer)) {
      if (before.pointer === found.pointer && saysEnough(before.fault, fault)) return;
    }
    this.#found.push(found);
    this.#keepPlace(found);
  }

  #foundAt(pointer: string): readonly FoundFault[] {
    return this.#places === undefined ? this.#found : (this.#places.get(pointer) ?? nothing);
  }

  #keepPlace(found: FoundFault): void {
    if (this.#places !== undefined) {
      const there = this.#places.get(found.pointer);
      if (there === undefined) this.#places.set(found.pointer, [found]);
      else there.push(found);
    } else if (this.#found.length > fewFaults) this.#places = Map.groupBy(this.#found, ({ pointer }) => pointer);
  }
}

const nothing: readonly FoundFault[] = [];

/** Whether a fault of the same value makes another needless. */
function saysEnough({ code }: Fault, other: Fault): boolean {
  // An empty text breaks every rule about its form at once; the first one tells enough.
  return other.value === '' || code === other.code || decisive.has(code);
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
