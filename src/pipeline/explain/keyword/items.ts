import { isList } from '../json-type.ts';
import { tooManyItemsFault } from '../unknown-fault.ts';
import { partOf, type Keyword } from '../walk.ts';

/** The items behind those of `prefixItems`. JSON Schema 2020-12, core, section 10.3.1.2. */
export const items: Keyword = {
  name: 'items',
  compile(node) {
    const schema = node.items;
    if (schema === undefined) return undefined;
    const start = node.prefixItems.length;
    return (walk, subject) => {
      const { value, evaluated } = subject;
      if (!isList(value)) return true;
      evaluated?.addItems(Number.POSITIVE_INFINITY);
      if (schema.always === false && value.length > start) {
        walk.faults?.add(tooManyItemsFault(subject, 'items', start));
        return false;
      }
      let ok = true;
      for (let index = start; index < value.length; index += 1) {
        const item = value[index] ?? null;
        if (walk.acceptsScalar(schema, item)) continue;
        ok = walk.visit(schema, partOf(subject, index, item)) && ok;
        if (!ok && (walk.faults === undefined || walk.faults.full)) return false;
      }
      return ok;
    };
  },
};
