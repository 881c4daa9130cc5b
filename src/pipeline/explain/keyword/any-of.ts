import { explainBranches } from '../branch/explain-branches.ts';
import { fittingBranches } from '../branch/fitting-branches.ts';
import type { Keyword } from '../walk.ts';

/** JSON Schema 2020-12, core, section 10.2.1.2. */
export const anyOf: Keyword = {
  name: 'anyOf',
  compile(node) {
    if (node.anyOf.length === 0) return undefined;
    return (walk, subject) => {
      // One branch is enough, unless somebody asks what all of them evaluated.
      const enough = subject.evaluated === undefined ? 1 : Number.POSITIVE_INFINITY;
      if (fittingBranches(walk, { branches: node.anyOf, subject, enough }).length > 0) return true;
      explainBranches(walk, { branches: node.anyOf, subject, code: 'anyOf' });
      return false;
    };
  },
};
