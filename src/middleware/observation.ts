import type { StageObserver } from '../pipeline/pipeline.ts';
import type { PlacedValues, TypedValues } from '../pipeline/request.ts';

/** Remembers what the stages made of one request. */
export class Observation implements StageObserver {
  values: TypedValues | undefined;
  placed: PlacedValues | undefined;
  readonly used: NonNullable<StageObserver['used']>;

  /** `used` is told of what is deprecated in the request. */
  constructor(used: StageObserver['used'] = () => {}) {
    this.used = used;
  }

  decoded(values: TypedValues): void {
    this.values = values;
  }

  mapped(placed: PlacedValues): void {
    this.placed = placed;
  }
}
