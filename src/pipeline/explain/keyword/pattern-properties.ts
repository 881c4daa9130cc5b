import { isObject } from '../../../codec/json-type.ts';
import { matchesPattern } from '../pattern-cache.ts';
import { partOf, type Keyword } from '../walk.ts';

/** JSON Schema 2020-12, core, section 10.3.2.2. */
export const patternProperties: Keyword = {
  name: 'patternProperties',
  compile(node) {
    if (node.patternProperties.size === 0) return undefined;
    return (walk, subject) => {
      const { value, evaluated } = subject;
      if (!isObject(value)) return true;
      let ok = true;
      for (const name of Object.keys(value)) {
        for (const [pattern, schema] of node.patternProperties) {
          if (!matchesPattern(pattern, name)) continue;
          evaluated?.addName(name);
          ok = walk.visit(schema, partOf(subject, name, value[name] ?? null)) && ok;
          if (!ok && (walk.faults === undefined || walk.faults.full)) return false;
        }
      }
      return ok;
    };
  },
};
