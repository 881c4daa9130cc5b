import type { JsonValue } from '../../codec/json-value.ts';
import { StyleFault } from '../../codec/style/style-fault.ts';
import type { TextForm } from '../../contract/parameter-form.ts';
import { UNDECODED } from '../undecoded.ts';
import type { DecodeReport } from './decode-report.ts';
import type { Readable } from './readable.ts';

/**
 * Reads the value of one parameter from its raw texts.
 *
 * In:  every text that was sent under its name, undecoded, at least one; for a form that takes pairs the decoded name and
 *      the raw value of each pair in turn.
 * Out: the typed value, or `UNDECODED` with at least one violation in the report.
 */
export type ReadParameter = (raws: readonly string[], report: DecodeReport) => JsonValue;

/** How a list is written as text. */
export type ListForm = Extract<TextForm, { kind: 'list' }>;

/** How an object is written as text. */
export type ObjectForm = Extract<TextForm, { kind: 'object' }>;

/** Marks a parameter whose text does not have its form. */
export function refuse(parameter: Readable, fault: StyleFault, report: DecodeReport): JsonValue {
  report.addStyleFault(parameter, fault);
  return UNDECODED;
}

/** The fault of a parameter that was sent several times and takes one text. */
export function repeated(count: number, cure = '; send it once'): StyleFault {
  const times = count === 2 ? 'twice' : `${count} times`;
  return new StyleFault('repeated', `is sent ${times}, but takes one value${cure}`);
}
