import { isObject } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import { quote } from '../../../problem/quote.ts';
import { isList, isString } from '../json-type.ts';
import { partOf, type Keyword } from '../walk.ts';

/** JSON Schema 2020-12, validation, section 6.5.4. */
export const dependentRequired: Keyword = {
  name: 'dependentRequired',
  compile(node) {
    const rules = rulesOf(node.keywords['dependentRequired']);
    if (rules.length === 0) return undefined;
    return (walk, subject) => {
      const { value } = subject;
      if (!isObject(value)) return true;
      let ok = true;
      for (const { present, name } of rules) {
        if (!Object.hasOwn(value, present) || Object.hasOwn(value, name)) continue;
        ok = false;
        if (walk.faults === undefined) return false;
        const tell = () => `is required when ${quote(present)} is sent`;
        const { spot } = partOf(subject, name, null);
        walk.faults.add({ spot, value: undefined, node: undefined, code: 'dependentRequired', tell });
      }
      return ok;
    };
  },
};

function rulesOf(limit: JsonValue | undefined): { present: string; name: string }[] {
  if (limit === undefined || !isObject(limit)) return [];
  return Object.entries(limit).flatMap(([present, names]) =>
    isList(names) ? names.filter(isString).map((name) => ({ present, name })) : [],
  );
}
