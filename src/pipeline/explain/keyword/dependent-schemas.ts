import { isObject } from '../../../codec/json-type.ts';
import { quote } from '../../../problem/quote.ts';
import { withReason } from '../fault-list.ts';
import type { Keyword } from '../walk.ts';

/** JSON Schema 2020-12, core, section 10.2.2.4. */
export const dependentSchemas: Keyword = {
  name: 'dependentSchemas',
  compile(node) {
    if (node.dependentSchemas.size === 0) return undefined;
    return (walk, subject) => {
      if (!isObject(subject.value)) return true;
      let ok = true;
      for (const [name, schema] of node.dependentSchemas) {
        if (!Object.hasOwn(subject.value, name)) continue;
        const sink =
          walk.faults &&
          withReason(walk.faults, { that: `${quote(name)} is sent`, tellsOf: 'nothing', spot: subject.spot });
        ok = (sink === undefined ? walk : walk.tellingTo(sink)).visit(schema, subject) && ok;
        if (!ok && (walk.faults === undefined || walk.faults.full)) return false;
      }
      return ok;
    };
  },
};
