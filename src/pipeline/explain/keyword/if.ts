import { describeCondition } from '../describe-schema.ts';
import { Evaluated } from '../evaluated.ts';
import { withReason } from '../fault-list.ts';
import type { Keyword } from '../walk.ts';

/** With `then` and `else`. JSON Schema 2020-12, core, section 10.2.2. */
export const condition: Keyword = {
  name: 'if',
  compile(node) {
    const schema = node.if;
    if (schema === undefined) return undefined;
    const reason = describeCondition(schema);
    return (walk, subject) => {
      const before = walk.uncertain;
      const evaluated = subject.evaluated && new Evaluated();
      const holds = walk.judge(schema, { ...subject, evaluated });
      if (walk.uncertain > before) {
        if (subject.evaluated !== undefined) subject.evaluated.unsure = true;
        return true;
      }
      if (holds && evaluated !== undefined) subject.evaluated?.merge(evaluated);
      const next = holds ? node.then : node.else;
      if (next === undefined) return true;
      const condition = holds && reason !== undefined ? { ...reason, spot: subject.spot } : undefined;
      const sink = walk.faults && condition && withReason(walk.faults, condition);
      return (sink === undefined ? walk : walk.tellingTo(sink)).visit(next, subject);
    };
  },
};
