import { CodecRefusal } from '../codec/codec.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { HeaderSource } from '../contract/answer-declaration.ts';
import type { Place } from '../contract/place.ts';
import { emptyPlan } from '../contract/settle-plans.ts';
import { type AnswerFields, fieldText } from '../http/answer-fields.ts';
import { DecodeReport } from '../pipeline/decode/decode-report.ts';
import { compileReadParameter } from '../pipeline/decode/read-parameter.ts';
import { isUndecoded } from '../pipeline/undecoded.ts';
import { type AnswerViolation, unreadable } from './answer-violation.ts';

/** What a header field of the upstream holds: its value, or its text where that has not the form that is declared. */
export type HeaderReading =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly text: string; readonly violations: readonly AnswerViolation[] };

/** Reads one field; `undefined` where it is absent. */
export type ReadHeader = (fields: AnswerFields) => HeaderReading | undefined;

/** Compiles the reading of an upstream's header field as the value of a place. */
export function compileReadHeader({ name, form, place, gatheredBy }: HeaderSource, mostViolations: number): ReadHeader {
  const key = name.toLowerCase();
  const read = compileReadParameter({ ...declaredAs(place), name, form }, 'forward');
  return (fields) => {
    const lines = fields.get(key)?.value;
    if (lines === undefined) return undefined;
    const report = new DecodeReport(mostViolations);
    const value = read([lines].flat(), report);
    const gathered = gatheredBy === undefined || isUndecoded(value) ? value : gatheredBy.decode(value);
    if (gathered instanceof CodecRefusal) {
      const violations = [unreadable({ in: 'header', path: [name], reason: gathered.reason })];
      return { ok: false, text: fieldText(fields, key) ?? '', violations };
    }
    if (!isUndecoded(gathered)) return { ok: true, value: gathered };
    return { ok: false, text: fieldText(fields, key) ?? '', violations: report.violations };
  };
}

/** The parts of a parameter's declaration that reading its text does not ask for. */
const declaredAs = (place: Place) => ({
  in: 'header' as const,
  place,
  required: false,
  rule: { target: { kind: 'drop' as const }, fallback: undefined },
  value: emptyPlan(place),
});
