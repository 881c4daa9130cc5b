import { isObject } from '../../../codec/json-type.ts';
import { requiredNames } from '../../../contract/schema-keywords.ts';
import { partOf, type Keyword } from '../walk.ts';

/** JSON Schema 2020-12, validation, section 6.5.3. */
export const required: Keyword = {
  name: 'required',
  compile(node) {
    const names = requiredNames(node);
    if (names.length === 0) return undefined;
    return (walk, subject) => {
      if (!isObject(subject.value)) return true;
      let ok = true;
      for (const name of names) {
        if (Object.hasOwn(subject.value, name)) continue;
        ok = false;
        if (walk.faults === undefined) return false;
        const { spot } = partOf(subject, name, null);
        walk.faults.add({ spot, value: undefined, node: undefined, code: 'required', tell: () => 'is required' });
      }
      return ok;
    };
  },
};
