import type { PlannedOperation } from './plan-operation.ts';
import { quoted } from './source-text.ts';
import { writeValidationData } from './validate/validation-data.ts';

/** Writes what an operation's input is judged by: JSON in a text, which is parsed when it is first needed. */
export function writeValidator(planned: PlannedOperation): string {
  return quoted(writeValidationData(planned));
}
