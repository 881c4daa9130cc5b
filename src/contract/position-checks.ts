import type { Fault } from './finding.ts';
import type { Place } from './place.ts';
import { type SettledRule, settledRules, staysInList, takenBy } from './settled-rules.ts';
import type { MemberPlan, Rule, ValuePlan } from './value-plan.ts';

/** Finds mappings of positions of a list that leave nothing sensible of it, each with the place to report it at. */
export function positionFaults({ prefix, place }: ValuePlan, isAnswer: boolean): { fault: Fault; at: Place }[] {
  const faults: { fault: Fault; at: Place }[] = [];
  const report = (fault: Fault, { value }: MemberPlan): void => void faults.push({ fault, at: value.place });
  const kinds = prefix.map((position) => new Set(waysOf(position, isAnswer).map(({ rule }) => kindOf(rule))));
  const named = prefix.find((_, index) => kinds[index]?.has('named'));
  for (const [index, position] of prefix.entries()) {
    const own = kinds[index] ?? new Set();
    if (own.has('stays') && (own.size > 1 || named !== undefined)) report(mixed, position);
    if (isAnswer && own.has('drop')) report(dropped, position);
  }
  if (named !== undefined && !isClosed(place)) report(openList, named);
  return faults;
}

/** An answer that fits no branch is mapped by what remains beside the branches, wherever that leads. */
function waysOf(member: SettledRule, isAnswer: boolean): SettledRule[] {
  const { choice } = member.value;
  if (choice === undefined || !isAnswer) return settledRules(member);
  const branched = choice.options.filter(({ fits, has }) => fits.length > 0 || has !== undefined);
  return branched.flatMap((option) => waysOf(takenBy(member.rule, option), isAnswer));
}

type Kind = 'stays' | 'named' | 'moved' | 'drop';

function kindOf(rule: Rule): Kind {
  if (staysInList(rule)) return 'stays';
  if (rule.target.kind === 'drop') return 'drop';
  return rule.target.kind === 'member' && !rule.target.fromRoot ? 'named' : 'moved';
}

const isClosed = ({ items, certain, prefixItems }: Place): boolean =>
  items?.certain.some((node) => node.always === false) === true ||
  certain.some(({ keywords: { maxItems } }) => typeof maxItems === 'number' && maxItems <= prefixItems.length);

const mixed: Fault = {
  rule: 'positions-mixed',
  message: 'this position stays in the list, while others have a name and make an object of it',
  cure: 'give every position a name, or none: a leading `/`, an `in` and `false` are possible beside both',
};

const openList: Fault = {
  rule: 'positions-open',
  message: 'positions with names make an object of the list, in which the items after them would have no name',
  cure: 'write `"items": false` beside `prefixItems`',
};

const dropped: Fault = {
  rule: 'positions-dropped',
  message: 'an answer cannot leave out a position: those after it would take its place',
  cure: 'say where the upstream has the value, or declare the list without it',
};
