import type { ScalarType } from '../../codec/scalar.ts';
import type { WireShape } from '../../contract/wire-shape.ts';
import { expectedOf } from '../../problem/expected.ts';
import { typeViolation } from '../../problem/type-violation.ts';
import type { Violation } from '../../problem/violation.ts';
import { violationPlace } from '../../problem/violation-place.ts';

/** A text in a body that is no value of its type. */
export interface MisreadText {
  readonly text: string;
  readonly type: ScalarType;
  readonly shape: WireShape;
  /** From the root of the body. */
  readonly path: readonly (string | number)[];
}

/** The violation of a text in a body that its declared type refused. */
export function misreadViolation({ text, type, shape: { place }, path }: MisreadText): Violation {
  return typeViolation({
    ...violationPlace('body', path),
    types: [type],
    value: text,
    sensitive: place?.sensitive !== false,
    required: false,
    expected: place === undefined ? undefined : expectedOf(place.certain.map(({ keywords }) => keywords)),
    hint: place?.hint,
  });
}
