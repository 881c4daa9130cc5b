import type { SchemaNode } from '../../../contract/schema-node.ts';
import { Evaluated } from '../evaluated.ts';
import type { Subject, Walk } from '../walk.ts';

/** Branches of `anyOf` or `oneOf`, and the value that one of them should fit. */
export interface Choice {
  readonly branches: readonly SchemaNode[];
  readonly subject: Subject;
  /** How many fitting branches decide. */
  readonly enough: number;
}

/** The branches that the value fits, in schema order; what they evaluated counts for the schemas around. */
export function fittingBranches(walk: Walk, choice: Choice): SchemaNode[] {
  const { branches, subject, enough } = choice;
  const fitting: SchemaNode[] = [];
  for (const branch of branches) {
    const evaluated = subject.evaluated && new Evaluated();
    if (!walk.judge(branch, { ...subject, evaluated })) continue;
    fitting.push(branch);
    if (evaluated !== undefined) subject.evaluated?.merge(evaluated);
    if (fitting.length >= enough) break;
  }
  if (fitting.length === 0 && subject.evaluated !== undefined) subject.evaluated.unsure = true;
  return fitting;
}
