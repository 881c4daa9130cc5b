import type { Place } from '../../contract/place.ts';
import type { Location } from '../../http/location.ts';
import { quote } from '../../problem/quote.ts';
import { gotPhrase, isShowable, receivedOf } from '../../problem/received.ts';
import { unsetPhrase } from '../../problem/unset-text.ts';
import { type Violation, createViolation } from '../../problem/violation.ts';
import { violationPlace } from '../../problem/violation-place.ts';
import { type KnownPlace, placeAt } from '../../contract/known-place.ts';
import { expectedAt } from './expected-at.ts';
import { type Fault, type Seen, stepsOf } from './walk.ts';

/** Where the faults of one walk were found. */
export interface FaultContext {
  readonly in: Location;
  readonly place: Place | undefined;
}

/** Puts a fault into words, with as much about the value as may be shown. */
export function violationOf(fault: Fault, context: FaultContext): Violation {
  const steps = stepsOf(fault.spot);
  const known = placeAt(context.place, steps);
  const { value, node } = fault;
  const seen = seenOf(fault, context, known);
  const isMember = value !== undefined || fault.code === 'required' || fault.code === 'dependentRequired';
  const hint = node?.keywords['x-hint'];
  return createViolation({
    ...violationPlace(context.in, steps),
    code: fault.code,
    predicate: fault.tell(seen),
    expected: isMember ? expectedAt(known.place, node?.keywords) : undefined,
    received: value === undefined ? undefined : receivedOf({ in: context.in, value, sensitive: seen.sensitive }),
    suggestion: isShowable({ in: context.in, value: null, sensitive: value !== undefined && seen.sensitive })
      ? fault.suggestion
      : undefined,
    hint: typeof hint === 'string' ? hint : known.place?.hint,
  });
}

function seenOf(fault: Fault, context: FaultContext, known: KnownPlace): Seen {
  const { value } = fault;
  const required = known.required || context.in === 'path';
  // What nobody declares may be anything, a secret included.
  const sensitive = known.sensitive || known.place === undefined;
  const received = { in: context.in, value: value ?? null, sensitive };
  return {
    in: context.in,
    value,
    sensitive,
    isShowable: isShowable(received),
    required,
    got: value === undefined ? '' : gotPhrase(received),
    unset: typeof value === 'string' && isShowable(received) ? unsetPhrase(value, required) : '',
    mayTellOf: (spot) =>
      isShowable({ ...received, value: null, sensitive: placeAt(context.place, stepsOf(spot)).sensitive }),
    mayTellOfPart: (step) =>
      isShowable({
        ...received,
        value: null,
        sensitive: placeAt(context.place, [...stepsOf(fault.spot), step]).sensitive,
      }),
    tell: (part) => tellPart(part, context),
  };
}

function tellPart(part: Fault, context: FaultContext): string {
  const steps = stepsOf(part.spot);
  const seen = seenOf(part, context, placeAt(context.place, steps));
  return `${quote(steps.join('/'))} ${part.tell(seen)}`;
}
