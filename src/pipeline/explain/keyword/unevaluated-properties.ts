import { isObject } from '../../../codec/json-type.ts';
import { declaredNames } from '../declared-names.ts';
import { unknownFault } from '../unknown-fault.ts';
import { partOf, type Keyword } from '../walk.ts';

/** Runs after all other keywords of its schema. JSON Schema 2020-12, core, section 11.3. */
export const unevaluatedProperties: Keyword = {
  name: 'unevaluatedProperties',
  compile(node) {
    const schema = node.unevaluatedProperties;
    if (schema === undefined) return undefined;
    return (walk, subject) => {
      const { value, evaluated } = subject;
      if (!isObject(value) || evaluated === undefined || evaluated.unsure) return true;
      let ok = true;
      for (const name of Object.keys(value)) {
        if (evaluated.hasName(name)) continue;
        const member = partOf(subject, name, value[name] ?? null);
        if (schema.always === false) {
          ok = false;
          walk.faults?.add(unknownFault(member, 'unevaluatedProperties', declaredNames(node)));
        } else {
          ok = walk.visit(schema, member) && ok;
        }
        if (!ok && (walk.faults === undefined || walk.faults.full)) return false;
      }
      evaluated.addAllNames();
      return ok;
    };
  },
};
