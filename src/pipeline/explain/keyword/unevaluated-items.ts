import { isList } from '../json-type.ts';
import { tooManyItemsFault } from '../unknown-fault.ts';
import { partOf, type Keyword } from '../walk.ts';

/** Runs after all other keywords of its schema. JSON Schema 2020-12, core, section 11.2. */
export const unevaluatedItems: Keyword = {
  name: 'unevaluatedItems',
  compile(node) {
    const schema = node.unevaluatedItems;
    if (schema === undefined) return undefined;
    return (walk, subject) => {
      const { value, evaluated } = subject;
      if (!isList(value) || evaluated === undefined || evaluated.unsure) return true;
      let ok = true;
      for (let index = 0; index < value.length; index += 1) {
        if (evaluated.hasIndex(index)) continue;
        if (schema.always === false) {
          walk.faults?.add(tooManyItemsFault(subject, 'unevaluatedItems', index));
          return false;
        }
        ok = walk.visit(schema, partOf(subject, index, value[index] ?? null)) && ok;
        if (!ok && (walk.faults === undefined || walk.faults.full)) return false;
      }
      evaluated.addItems(Number.POSITIVE_INFINITY);
      return ok;
    };
  },
};
