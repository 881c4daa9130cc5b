import type { FindingView } from '../../../protocol-dry-run.ts';

/** A finding at its place in a text, as offsets. */
export interface FindingMark {
  readonly from: number;
  readonly to: number;
  readonly severity: FindingView['severity'];
  /** What is wrong, and the cure. */
  readonly message: string;
  readonly rule: string;
}

/** One string, or what stands up to the next sign or gap. */
const token = /"(?:[^"\\\n]|\\.)*"?|[{[]|[^\s,:{}[\]"]+/y;

/**
 * Where findings are marked in a text: the value or name that begins at their line and column.
 *
 * In:  lines and columns are 1-based; a finding without them, or with those of an older text, is marked where the text still
 *      has the place, else at its end.
 */
export function findingMarks(findings: readonly FindingView[], text: string): readonly FindingMark[] {
  const starts = lineStarts(text);
  return findings
    .map(({ line = 1, column = 1, severity, message, cure, rule }): FindingMark => {
      const from = Math.min((starts[line - 1] ?? text.length) + column - 1, text.length);
      token.lastIndex = from;
      const length = token.exec(text)?.[0].length ?? 0;
      return { from, to: from + length, severity, message: cure === '' ? message : `${message}: ${cure}`, rule };
    })
    .toSorted((one, other) => one.from - other.from);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
