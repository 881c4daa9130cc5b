import { isList } from '../json-type.ts';
import { partOf, type Keyword } from '../walk.ts';

/** JSON Schema 2020-12, core, section 10.3.1.1. */
export const prefixItems: Keyword = {
  name: 'prefixItems',
  compile(node) {
    if (node.prefixItems.length === 0) return undefined;
    return (walk, subject) => {
      const { value, evaluated } = subject;
      if (!isList(value)) return true;
      evaluated?.addItems(node.prefixItems.length);
      let ok = true;
      for (const [index, schema] of node.prefixItems.entries()) {
        if (index >= value.length) return ok;
        ok = walk.visit(schema, partOf(subject, index, value[index] ?? null)) && ok;
        if (!ok && (walk.faults === undefined || walk.faults.full)) return false;
      }
      return ok;
    };
  },
};
