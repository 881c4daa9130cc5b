import type { CallMarks } from '../../signal/call-record.ts';
import type { StageTime } from '../protocol-request.ts';

/** How long the stages of a request took that it reached; called as the call log calls them. */
export function stagesOf({ came, admitted, read, ran, ended }: CallMarks): StageTime[] {
  const marks = [
    ['guard', admitted],
    ['read', read],
    ['validate', ran],
    ['forward', ended],
  ] as const;
  const stages: StageTime[] = [];
  let before = came;
  for (const [stage, end] of marks) {
    if (end === undefined) continue;
    stages.push({ stage, fromMs: rounded(before - came), ms: rounded(end - before) });
    before = end;
  }
  return stages;
}

/** To microseconds: what is below is the clock's own. */
export const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;
