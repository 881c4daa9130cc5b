import { isObject } from '../../../codec/json-type.ts';
import { FaultList } from '../fault-list.ts';
import { partOf, type Keyword, type Subject, type Walk, withoutValue } from '../walk.ts';

/** JSON Schema 2020-12, core, section 10.3.2.4. */
export const propertyNames: Keyword = {
  name: 'propertyNames',
  compile(node) {
    const schema = node.propertyNames;
    if (schema === undefined) return undefined;
    return (walk, subject) => {
      if (!isObject(subject.value)) return true;
      let ok = true;
      for (const name of Object.keys(subject.value)) {
        const asValue: Subject = { ...partOf(subject, name, name) };
        if (walk.judge(schema, asValue)) continue;
        ok = false;
        if (walk.faults === undefined) return false;
        const inner = new FaultList(1);
        walk.tellingTo(inner).visit(schema, asValue);
        addNameFault(walk, asValue, inner);
        if (walk.faults.full) return false;
      }
      return ok;
    };
  },
};

function addNameFault(walk: Walk, { spot }: Subject, inner: FaultList): void {
  const [first] = inner.faults;
  walk.faults?.add({
    spot,
    value: undefined,
    node: undefined,
    code: 'propertyNames',
    tell: (seen) => {
      const why = first?.tell({ ...withoutValue(seen), value: undefined });
      return `has a name that does not fit${why === undefined ? '' : `: it ${why}`}`;
    },
  });
}
