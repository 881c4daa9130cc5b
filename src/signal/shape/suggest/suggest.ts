import { pointerTo } from '../../../contract/json-pointer.ts';
import { cellsOf } from '../evidence.ts';
import type { FailureCount, Suggestion } from '../insight.ts';
import type { MergedCounts } from '../merge-counts.ts';
import type { Candidate } from '../find-shapes.ts';
import { countOf } from '../count-of.ts';
import type { Part } from '../parts.ts';
import { isRule, type NoRule, type SuggestedRule } from './rule.ts';
import { type Half, ruleForPair } from './rule-for-pair.ts';
import { ruleForPart } from './rule-for-part.ts';

/** A rule that refuses more requests that succeed than that fail is none. */
const leastRate = 0.5;

/** The rule for a finding, or why there is none. */
export function suggest(
  counts: MergedCounts,
  { shape, cells }: Candidate,
): { readonly suggestion: Suggestion } | { readonly noSuggestion: string } {
  const refused = countOf(counts, cells);
  if (refused.failed < leastRate * refused.requests) {
    const left = refused.requests - refused.failed;
    return {
      noSuggestion: `a rule would refuse ${left} requests that did not fail: the shape tells only a part of the cause`,
    };
  }
  const halves = shape.flatMap((part): Half[] => {
    const variable = counts.layout.variables[part.variable];
    return variable === undefined ? [] : [{ variable, part }];
  });
  const rule = ruleFor(halves);
  if (!isRule(rule)) return { noSuggestion: rule.because };
  const { words, file, patch } = rule;
  const refuses = rule.refusesEmpty === true ? added(refused, emptyOnes(counts, halves)) : refused;
  return { suggestion: { words, file, patch, refuses, isShared: isShared(rule, halves) } };
}

function ruleFor([one, other]: readonly Half[]): SuggestedRule | NoRule {
  if (one === undefined) return { because: 'the shape is empty' };
  return other === undefined ? ruleForPart(one.variable, one.part) : ruleForPair(one, other);
}

/** Whether the schema stands outside of the operation that it was met in. */
function isShared({ file, patch }: SuggestedRule, [half]: readonly Half[]): boolean {
  const site = half?.variable.site;
  if (site === undefined || site.contract !== file) return true;
  const own = pointerTo('/operations', site.operation);
  return patch.some(({ path }) => !path.startsWith(`${own}/`));
}

/** The requests in which the value is empty. */
function emptyOnes(counts: MergedCounts, [half]: readonly Half[]): FailureCount {
  const { variables } = counts.layout;
  const index = variables.findIndex(
    ({ aspect, site }) => aspect === 'presence' && site.pointer === half?.variable.site.pointer,
  );
  const at = variables[index]?.levels.findIndex(({ is }) => is === 'empty') ?? -1;
  const level = variables[index]?.levels[at];
  if (level === undefined) return { requests: 0, failed: 0 };
  const part: Part = { variable: index, kind: 'equal', level, levels: [at] };
  return countOf(counts, cellsOf(counts.layout, [part]));
}

const added = (one: FailureCount, other: FailureCount): FailureCount => ({
  requests: one.requests + other.requests,
  failed: one.failed + other.failed,
});
