import { areDisjoint, areToldByTag } from './disjoint.ts';
import type { BranchGroup } from './branch-group.ts';
import { mappingConflict } from './mapping-conflict.ts';
import { pointerTo } from './json-pointer.ts';
import type { FindingList } from './finding-list.ts';
import type { Place } from './place.ts';
import type { PlaceGraph } from './place-graph.ts';
import type { SchemaNode } from './schema-node.ts';
import type { BranchOption } from './value-plan.ts';

/** One way that a decision may go, with the place as it then is. */
export interface BranchCase extends Pick<BranchOption, 'branches' | 'fits' | 'has'> {
  readonly place: Place;
}

/** What the cases of one value are made in. */
export interface CaseScope {
  readonly places: PlaceGraph;
  readonly findings: FindingList;
  /** Answers may fit no branch, and are mapped all the same. */
  readonly isAnswer: boolean;
}

/** More ways than anybody can tell apart; each has a plan of its own. */
export const mostCases = 64;

/** As many branches of which one holds; each has a plan of its own. */
const mostBranches = 1000;

/**
 * The ways that a decision between branches may go, in the order in which they are asked.
 *
 * Branches that contradict what always applies are left out, and so are combinations of branches that exclude each other.
 * Branches that may hold together though they map one value differently are a finding.
 */
export function branchCases(group: BranchGroup, place: Place, scope: CaseScope): BranchCase[] {
  if (group.kind === 'if') return conditionCases(group, place, scope);
  if (group.kind === 'dependentSchemas') return dependentCases(group, place, scope);
  return listedCases(group, place, scope);
}

function conditionCases(
  { holder, condition }: Extract<BranchGroup, { kind: 'if' }>,
  place: Place,
  { places }: CaseScope,
): BranchCase[] {
  const onlyIf = (branch: SchemaNode | undefined): SchemaNode[] => (branch === undefined ? [] : [branch]);
  const [then, otherwise] = [onlyIf(holder.then), onlyIf(holder.else)];
  const settled = [condition, ...then, ...otherwise];
  const holds = { chosen: [condition, ...then], absent: otherwise, settled };
  const fails = { chosen: otherwise, absent: [condition, ...then], settled };
  const remains = { branches: otherwise, fits: [], has: undefined, place: places.refine(place, fails) };
  if (areDisjoint(place, places.place(condition))) return [remains];
  return [{ branches: then, fits: [condition], has: undefined, place: places.refine(place, holds) }, remains];
}

function dependentCases(
  { name, branch }: Extract<BranchGroup, { kind: 'dependentSchemas' }>,
  place: Place,
  { places }: CaseScope,
): BranchCase[] {
  const applies = places.refine(place, { chosen: [branch], absent: [], settled: [branch] });
  const not = places.refine(place, { chosen: [], absent: [branch], settled: [branch] });
  return [
    { branches: [branch], fits: [], has: name, place: applies },
    { branches: [], fits: [], has: undefined, place: not },
  ];
}

type Listed = Extract<BranchGroup, { kind: 'oneOf' | 'anyOf' }>;

function listedCases(group: Listed, place: Place, scope: CaseScope): BranchCase[] {
  const { relevant, others, kind, first } = group;
  const { places, isAnswer } = scope;
  const possible = relevant.filter((branch) => !areDisjoint(place, places.place(branch)));
  const exclude = first ? () => true : exclusions(possible, { group, place, scope });
  const sets = first || kind === 'oneOf' ? possible.map((branch) => [branch]) : combinations(possible, exclude);
  const most = first || kind === 'oneOf' ? mostBranches : mostCases;
  if (sets.length > most) reportMany(group, scope);
  const cases = sets.slice(0, most).map((branches): BranchCase => {
    const refinement = { chosen: branches, absent: absentBeside(branches, group), settled: relevant };
    return { branches, fits: branches, has: undefined, place: places.refine(place, refinement) };
  });
  if (others.length === 0 && !isAnswer && cases.length > 0) return cases;
  const remains = places.refine(place, { chosen: [], absent: relevant, settled: relevant });
  return [...cases, { branches: [], fits: [], has: undefined, place: remains }];
}

/** What does not apply beside some branches. After the first that wins others may hold, whose members keep their names. */
function absentBeside(branches: readonly SchemaNode[], { relevant, others, kind, first }: Listed): SchemaNode[] {
  if (kind === 'oneOf') return [...relevant, ...others].filter((branch) => !branches.includes(branch));
  const [winner] = branches;
  if (first && winner !== undefined) return relevant.slice(0, relevant.indexOf(winner));
  return relevant.filter((branch) => !branches.includes(branch));
}

type Exclude = (left: SchemaNode, right: SchemaNode) => boolean;

/** Which of the branches never hold together; those that may, though they map one value differently, are reported. */
function exclusions(
  branches: readonly SchemaNode[],
  { group, place, scope }: { group: Listed; place: Place; scope: CaseScope },
): Exclude {
  const { places } = scope;
  if (
    areToldByTag(
      place,
      branches.map((branch) => places.place(branch)),
    )
  )
    return () => true;
  const refined = branches.map((branch) => places.refine(place, { chosen: [branch], absent: [], settled: [] }));
  const excluded = new Set<string>();
  for (const [at, left] of refined.entries()) {
    for (const [beyond, right] of refined.slice(at + 1).entries()) {
      const [one, other] = [branches[at], branches[at + 1 + beyond]];
      if (one === undefined || other === undefined) continue;
      const isProved = areDisjoint(left, right);
      const conflict = isProved ? undefined : mappingConflict(places.place(one), places.place(other));
      if (!isProved && conflict === undefined) continue;
      excluded.add(`${one.id} ${other.id}`);
      if (conflict !== undefined) reportOverlap({ group, one, other, at: conflict }, scope);
    }
  }
  return (left, right) => excluded.has(`${left.id} ${right.id}`) || excluded.has(`${right.id} ${left.id}`);
}

/** The sets of branches that may hold together, the largest first, so that the first that fits is exactly what holds. */
function combinations(branches: readonly SchemaNode[], exclude: Exclude): SchemaNode[][] {
  let sets: SchemaNode[][] = [[]];
  for (const branch of branches) {
    const joined = sets.filter((set) => !set.some((other) => exclude(other, branch))).map((set) => [...set, branch]);
    sets = [...sets, ...joined].slice(0, mostCases + 2);
  }
  return sets.filter((set) => set.length > 0).sort((left, right) => right.length - left.length);
}

function reportOverlap(
  overlap: { group: Listed; one: SchemaNode; other: SchemaNode; at: string },
  { findings }: CaseScope,
): void {
  const { group, one, other, at } = overlap;
  const where = at === '' ? 'their value' : `\`${at}\` of their value`;
  findings.add(other.origin.file, other.origin.pointer, {
    rule: 'branches-overlap',
    message: `this branch and the one at ${one.origin.file}#${one.origin.pointer} map ${where} differently, and nothing shows that a value cannot fit both`,
    cure: `let both require one member with a \`const\` or \`enum\` of their own, or differ in \`type\`; or write \`"x-branches": "first"\` beside the \`${group.kind}\`, and the first that fits counts`,
  });
}

function reportMany({ holder, kind }: Listed, { findings }: CaseScope): void {
  findings.add(holder.origin.file, pointerTo(holder.origin.pointer, kind), {
    rule: 'branches-too-many',
    message: `the branches with mappings may hold together in more than ${mostCases} ways`,
    cure: `let them exclude each other by a \`const\` of a required member, or write \`"x-branches": "first"\` beside the \`${kind}\``,
  });
}
