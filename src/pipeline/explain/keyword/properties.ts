import { isObject } from '../../../codec/json-type.ts';
import { partOf, type Keyword } from '../walk.ts';

/** JSON Schema 2020-12, core, section 10.3.2.1. */
export const properties: Keyword = {
  name: 'properties',
  compile(node) {
    if (node.properties.size === 0) return undefined;
    const members = [...node.properties].map(([name, schema]) => ({ name, schema }));
    return (walk, subject) => {
      const { value, evaluated } = subject;
      if (!isObject(value)) return true;
      let ok = true;
      for (const { name, schema } of members) {
        if (!Object.hasOwn(value, name)) continue;
        evaluated?.addName(name);
        const member = value[name] ?? null;
        if (walk.acceptsScalar(schema, member)) continue;
        ok = walk.visit(schema, partOf(subject, name, member)) && ok;
        if (!ok && (walk.faults === undefined || walk.faults.full)) return false;
      }
      return ok;
    };
  },
};
