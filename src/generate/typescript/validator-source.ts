import type { PlannedOperation } from './plan-operation.ts';

/** Writes what an operation's input is judged by. */
export function writeValidator(_planned: PlannedOperation): string {
  return '{}';
}
