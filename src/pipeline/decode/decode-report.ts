import type { ScalarForm } from '../../codec/scalar.ts';
import type { StyleFault } from '../../codec/style/style-fault.ts';
import { placeAt } from '../../contract/known-place.ts';
import type { Location } from '../../http/location.ts';
import { unknownViolation } from '../../problem/member-violation.ts';
import { formatPointer } from '../../problem/pointer.ts';
import { typeViolation } from '../../problem/type-violation.ts';
import { createViolation, type Violation } from '../../problem/violation.ts';
import { expectedAt } from '../explain/expected-at.ts';
import type { Readable } from './readable.ts';

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
  /** The fields of a form are read like the parameters of a query, and stand in the body. */
  readonly isOfBody: boolean;
  readonly #limit: number;
  cut = false;

  constructor(limit: number, { isOfBody = false } = {}) {
    this.#limit = limit;
    this.isOfBody = isOfBody;
  }

  /** Where a violation is said to be that is found in a location's text. */
  location(found: Location): Location {
    return this.isOfBody ? 'body' : found;
  }

  add(makeViolation: () => Violation): void {
    if (this.violations.length < this.#limit) this.violations.push(makeViolation());
    else this.cut = true;
  }

  /** The text of a parameter, or of a part of it, does not have the form of its style, or cannot be decoded. */
  addStyleFault(parameter: Readable, { code, reason, at }: StyleFault): void {
    this.add(() => {
      const { place } = placeAt(parameter.place, at);
      return createViolation({ ...this.#placeOf(parameter, at), code, predicate: reason, hint: place?.hint });
    });
  }

  /** An object has a member that nobody declares. */
  addUnknownMember(parameter: Readable, name: string): void {
    const declared = [...parameter.place.members.keys()];
    this.add(() => unknownViolation({ ...this.#placeOf(parameter, [name]), declared }));
  }

  /** The text of a parameter, or of a part of it, is no value of its type. */
  addScalar(parameter: Readable, { text, form, at }: RefusedScalar): void {
    this.add(() => {
      const { place, sensitive } = placeAt(parameter.place, at);
      return typeViolation({
        ...this.#placeOf(parameter, at),
        types: [form.type],
        value: text,
        sensitive: form.sensitive || sensitive,
        // An item or member can be left out whether or not the parameter can.
        required: at.length === 0 && parameter.required,
        expected: expectedAt(place, undefined),
        hint: place?.hint ?? parameter.place.hint,
      });
    });
  }

  #placeOf(parameter: Readable, at: readonly (string | number)[]): { in: Location; name: string; pointer: string } {
    const pointer = formatPointer([parameter.name, ...at]);
    // In a body the name is that of the member itself, as JSON has it.
    const name = this.isOfBody ? String(at.at(-1) ?? parameter.name) : parameter.name;
    return { in: this.location(parameter.in), name, pointer };
  }
}
