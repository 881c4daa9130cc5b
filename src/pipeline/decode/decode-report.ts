import type { ScalarForm } from '../../codec/scalar.ts';
import type { StyleFault } from '../../codec/style/style-fault.ts';
import type { Parameter } from '../../contract/contract.ts';
import type { Place } from '../../contract/place.ts';
import { expectedOf } from '../../problem/expected.ts';
import { unknownViolation } from '../../problem/member-violation.ts';
import { formatPointer } from '../../problem/pointer.ts';
import { typeViolation } from '../../problem/type-violation.ts';
import { createViolation, type Violation } from '../../problem/violation.ts';

/** A text that its type refused. */
export interface RefusedScalar {
  readonly text: string;
  readonly form: ScalarForm;
  /** The way from the parameter's value to it. */
  readonly at: readonly (string | number)[];
}

/** What a request's decoding found, up to a limit; `cut` says that there was more. */
export class DecodeReport {
  readonly violations: Violation[] = [];
  readonly #limit: number;
  cut = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(makeViolation: () => Violation): void {
    if (this.violations.length < this.#limit) this.violations.push(makeViolation());
    else this.cut = true;
  }

  /** The text of a parameter, or of a part of it, does not have the form of its style, or cannot be decoded. */
  addStyleFault(parameter: Parameter, { code, reason, at }: StyleFault): void {
    this.add(() => {
      const place = placeAt(parameter.place, at);
      return createViolation({ ...placeOf(parameter, at), code, predicate: reason, hint: place?.hint });
    });
  }

  /** An object has a member that nobody declares. */
  addUnknownMember(parameter: Parameter, name: string): void {
    const declared = [...parameter.place.members.keys()];
    this.add(() => unknownViolation({ ...placeOf(parameter, [name]), declared }));
  }

  /** The text of a parameter, or of a part of it, is no value of its type. */
  addScalar(parameter: Parameter, { text, form, at }: RefusedScalar): void {
    this.add(() => {
      const place = placeAt(parameter.place, at);
      return typeViolation({
        ...placeOf(parameter, at),
        types: [form.type],
        value: text,
        sensitive: form.sensitive || parameter.place.sensitive || place?.sensitive === true,
        // An item or member can be left out whether or not the parameter can.
        required: at.length === 0 && parameter.required,
        expected: place === undefined ? undefined : expectedOf(place.certain.map(({ keywords }) => keywords)),
        hint: place?.hint ?? parameter.place.hint,
      });
    });
  }
}

const placeOf = (parameter: Parameter, at: readonly (string | number)[]) => ({
  in: parameter.in,
  name: parameter.name,
  pointer: formatPointer([parameter.name, ...at]),
});

function placeAt(root: Place, at: readonly (string | number)[]): Place | undefined {
  let place: Place | undefined = root;
  for (const step of at) {
    place = typeof step === 'number' ? (place?.prefixItems[step] ?? place?.items) : memberPlace(place, step);
  }
  return place;
}

const memberPlace = (place: Place | undefined, name: string): Place | undefined =>
  place?.members.get(name) ?? place?.additional;
