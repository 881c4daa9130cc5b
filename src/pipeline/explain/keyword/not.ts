import { describeSchema, mayTell } from '../describe-schema.ts';
import { Evaluated } from '../evaluated.ts';
import type { Keyword } from '../walk.ts';

/** JSON Schema 2020-12, core, section 10.2.1.4. */
export const not: Keyword = {
  name: 'not',
  compile(node) {
    const schema = node.not;
    if (schema === undefined) return undefined;
    return (walk, subject) => {
      const before = walk.uncertain;
      // What an excluded schema evaluates counts for nobody else.
      const evaluated = subject.evaluated && new Evaluated();
      if (!walk.judge(schema, { ...subject, evaluated }) || walk.uncertain > before) return true;
      const what = describeSchema(schema);
      walk.faults?.add({
        spot: subject.spot,
        value: subject.value,
        node: undefined,
        code: 'not',
        tell: (seen) => {
          const bare = what !== undefined && mayTell(what, subject.spot, seen) ? what.bare : undefined;
          return `must not ${bare ?? `have the form that the contract excludes${seen.got}`}`;
        },
      });
      return false;
    };
  },
};
