import { isObject } from '../../../codec/json-type.ts';
import { matchesPattern } from '../pattern-cache.ts';
import { unknownFault } from '../unknown-fault.ts';
import { partOf, type Keyword } from '../walk.ts';

/** JSON Schema 2020-12, core, section 10.3.2.3. */
export const additionalProperties: Keyword = {
  name: 'additionalProperties',
  compile(node) {
    const schema = node.additionalProperties;
    if (schema === undefined) return undefined;
    const patterns = [...node.patternProperties.keys()];
    const names = [...node.properties.keys()];
    return (walk, subject) => {
      const { value, evaluated } = subject;
      if (!isObject(value)) return true;
      evaluated?.addAllNames();
      if (schema.always === true) return true;
      let ok = true;
      for (const name of Object.keys(value)) {
        if (node.properties.has(name) || patterns.some((pattern) => matchesPattern(pattern, name))) continue;
        const member = partOf(subject, name, value[name] ?? null);
        if (schema.always === false) {
          ok = false;
          walk.faults?.add(unknownFault(member, 'additionalProperties', names));
        } else {
          ok = walk.visit(schema, member) && ok;
        }
        if (!ok && (walk.faults === undefined || walk.faults.full)) return false;
      }
      return ok;
    };
  },
};
