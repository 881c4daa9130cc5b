import { explainBranches } from '../branch/explain-branches.ts';
import { fittingBranches } from '../branch/fitting-branches.ts';
import { tellAmbiguity } from '../branch/tell-ambiguity.ts';
import type { Keyword } from '../walk.ts';

/** JSON Schema 2020-12, core, section 10.2.1.3. */
export const oneOf: Keyword = {
  name: 'oneOf',
  compile(node) {
    if (node.oneOf.length === 0) return undefined;
    return (walk, subject) => {
      const before = walk.uncertain;
      const fitting = fittingBranches(walk, { branches: node.oneOf, subject, enough: 2 });
      if (fitting.length === 1) return true;
      if (fitting.length === 0) {
        explainBranches(walk, { branches: node.oneOf, subject, code: 'oneOf' });
        return false;
      }
      // Of a value that could not be decoded nobody knows which branch it would have excluded.
      if (walk.uncertain > before) return true;
      walk.faults?.add({
        spot: subject.spot,
        value: subject.value,
        node: undefined,
        code: 'oneOf',
        tell: () => tellAmbiguity(fitting, node.oneOf.length),
      });
      return false;
    };
  },
};
