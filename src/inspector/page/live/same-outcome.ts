import type { DryRun } from '../../protocol-dry-run.ts';
import type { RequestDetail, ShownMessage } from '../../protocol-request.ts';

/** In words: whether a dry run gives what was recorded. */
export function sameOutcome(detail: Pick<RequestDetail, 'outgoing' | 'problem'>, run: DryRun): string {
  const code = run.problem?.body.code;
  if (run.outgoing === undefined) {
    if (code === undefined) return 'Now it matches no operation.';
    if (detail.outgoing !== undefined) return `Then it was sent; now it is refused: ${code}.`;
    return detail.problem?.body.code === code ? `Refused as it was then: ${code}.` : `Refused, now with ${code}.`;
  }
  if (detail.outgoing === undefined) return 'Then nothing was sent; now it would be.';
  const differing = differingParts(detail.outgoing, run.outgoing);
  if (differing.length === 0) return 'The same request would be sent as it was then.';
  return `Another request would be sent than was then, with another ${differing.join(' and another ')}.`;
}

/** Header fields of the connection are not compared: a dry run has none. */
function differingParts(then: ShownMessage, now: ShownMessage): readonly string[] {
  const parts = [
    ['method', then.method !== now.method],
    ['address', then.target !== now.target],
    ['body', then.body?.text !== now.body?.text],
  ] as const;
  return parts.filter(([, differs]) => differs).map(([name]) => name);
}
