import type { Keyword } from '../walk.ts';

/** JSON Schema 2020-12, core, section 8.2.3.1; keywords beside it apply as well. */
export const ref: Keyword = {
  name: '$ref',
  compile(node) {
    const target = node.ref;
    return target === undefined ? undefined : (walk, subject) => walk.visit(target, subject);
  },
};
