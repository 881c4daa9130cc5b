import type { JsonValue } from '../../codec/json-value.ts';
import type { Place } from '../../contract/place.ts';
import type { Location } from '../../http/location.ts';
import { quote } from '../../problem/quote.ts';
import { gotPhrase, isShowable, receivedOf } from '../../problem/received.ts';
import { unsetPhrase } from '../../problem/unset-text.ts';
import { type Violation, createViolation } from '../../problem/violation.ts';
import { placeName } from '../../problem/violation-place.ts';
import { type KnownPlace, placeAt } from '../../contract/known-place.ts';
import { expectedAt } from './expected-at.ts';
import type { FoundFault } from './fault-list.ts';
import { type Fault, type Seen, type Spot, stepsOf } from './walk.ts';

/** Where the faults of one walk were found. */
export interface FaultContext {
  readonly in: Location;
  readonly place: Place | undefined;
}

/** Puts a fault into words, with as much about the value as may be shown. */
export function violationOf({ fault, steps, pointer }: FoundFault, context: FaultContext): Violation {
  const known = placeAt(context.place, steps);
  const { value, node } = fault;
  const seen = new SeenFault(fault, context, known);
  const isMember = value !== undefined || fault.code === 'required' || fault.code === 'dependentRequired';
  const hint = node?.keywords['x-hint'];
  return createViolation({
    in: context.in,
    name: placeName(context.in, steps),
    pointer,
    code: fault.code,
    predicate: fault.tell(seen),
    expected: isMember ? expectedAt(known.place, node?.keywords) : undefined,
    received: value === undefined ? undefined : receivedOf({ in: context.in, value, sensitive: seen.sensitive }),
    suggestion: isShowable({ in: context.in, value: null, sensitive: value !== undefined && seen.sensitive })
      ? ownSuggestion(fault)
      : undefined,
    hint: typeof hint === 'string' ? hint : known.place?.hint,
  });
}

/** Not what another part of the app put on every object. */
const ownSuggestion = (fault: Fault): string | undefined =>
  Object.hasOwn(fault, 'suggestion') ? fault.suggestion : undefined;

/** What may be told of one fault; what most sentences do without is made when it is asked for. */
class SeenFault implements Seen {
  readonly in: Location;
  readonly value: JsonValue | undefined;
  readonly sensitive: boolean;
  readonly isShowable: boolean;
  readonly required: boolean;
  readonly #spot: Spot | undefined;
  readonly #context: FaultContext;

  constructor({ value, spot }: Fault, context: FaultContext, known: KnownPlace) {
    this.in = context.in;
    this.value = value;
    // What nobody declares may be anything, a secret included.
    this.sensitive = known.sensitive || known.place === undefined;
    this.isShowable = isShowable({ in: this.in, value: value ?? null, sensitive: this.sensitive });
    this.required = known.required || context.in === 'path';
    this.#spot = spot;
    this.#context = context;
  }

  get got(): string {
    return this.value === undefined ? '' : gotPhrase({ in: this.in, value: this.value, sensitive: this.sensitive });
  }

  get unset(): string {
    return typeof this.value === 'string' && this.isShowable ? unsetPhrase(this.value, this.required) : '';
  }

  mayTellOf(spot: Spot | undefined): boolean {
    const { sensitive } = placeAt(this.#context.place, stepsOf(spot));
    return isShowable({ in: this.in, value: null, sensitive });
  }

  mayTellOfPart(step: string | number): boolean {
    return this.mayTellOf({ parent: this.#spot, step });
  }

  tell(part: Fault): string {
    const steps = stepsOf(part.spot);
    const seen = new SeenFault(part, this.#context, placeAt(this.#context.place, steps));
    return `${quote(steps.join('/'))} ${part.tell(seen)}`;
  }
}
