import type { Keyword } from '../walk.ts';

/** JSON Schema 2020-12, core, section 10.2.1.1. */
export const allOf: Keyword = {
  name: 'allOf',
  compile(node) {
    if (node.allOf.length === 0) return undefined;
    return (walk, subject) => {
      let ok = true;
      for (const schema of node.allOf) {
        ok = walk.visit(schema, subject) && ok;
        if (!ok && (walk.faults === undefined || walk.faults.full)) return false;
      }
      return ok;
    };
  },
};
