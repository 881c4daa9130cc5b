import type { BranchShape } from './branch-shape.ts';
import { innerBranches } from './inner-branches.ts';
import { nestedBranches } from './nested-branches.ts';
import { toldApart } from './told-apart.ts';

/** Each shape is mapped forwards by one test, and backwards by another. */
export const branchShapes: Readonly<Record<string, BranchShape>> = {
  ...toldApart,
  ...nestedBranches,
  ...innerBranches,
};
