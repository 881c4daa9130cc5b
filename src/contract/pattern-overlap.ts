import type { Fault } from './finding.ts';
import type { PatternPlan, ValuePlan } from './value-plan.ts';
import type { Place } from './place.ts';

/** Finds two patterns with mappings of their own that one name may match, each with the place to report it at. */
export function patternFaults({ patterns }: ValuePlan): { fault: Fault; at: Place }[] {
  const mapping = patterns.filter(({ value }) => !value.identity);
  return mapping.flatMap((left, index) => {
    const right = mapping.slice(index + 1).find((other) => !areApart(left.pattern, other.pattern));
    return right === undefined ? [] : [{ fault: overlap(left, right), at: right.value.place }];
  });
}

const overlap = (left: PatternPlan, right: PatternPlan): Fault => ({
  rule: 'patterns-overlap',
  message: `one name may match \`${left.pattern}\` and \`${right.pattern}\`, whose values are mapped each in its way`,
  cure: 'let both begin with `^`, or end with `$`, beside different text; or keep the mapping in one of them',
});

/** Whether the literal text at the beginning or at the end of two patterns shows that no name matches both. */
function areApart(left: string, right: string): boolean {
  const [start, otherStart] = [literalStart(left), literalStart(right)];
  const [end, otherEnd] = [literalEnd(left), literalEnd(right)];
  return (
    (!start.startsWith(otherStart) && !otherStart.startsWith(start)) ||
    (!end.endsWith(otherEnd) && !otherEnd.endsWith(end))
  );
}

/** The text that every match begins with; what a quantifier may take away is no part of it. */
function literalStart(pattern: string): string {
  const [, text = '', next = ''] = /^\^([\w:/@ -]*)(.?)/.exec(pattern) ?? [];
  if (pattern.includes('|')) return '';
  return '*+?{'.includes(next) && next !== '' ? text.slice(0, -1) : text;
}

/** The text that every match ends with; the first letter after a backslash is no text. */
function literalEnd(pattern: string): string {
  const [, before = '', text = ''] = /(.?)([\w:/@-]*)\$$/.exec(pattern) ?? [];
  if (pattern.includes('|')) return '';
  return before === '\\' ? text.slice(1) : text;
}
