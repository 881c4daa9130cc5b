import { parseArgs } from 'node:util';
import { fullPlan, type Plan, quickPlan } from './measure/plan.ts';
import { type Program, programs, programsOfBuild, yardstick } from './program/programs.ts';
import type { Mode } from './report/results.ts';
import type { WorkItem } from './work/work-item.ts';
import { isWorkId, workItem, workItems } from './work/work-items.ts';

/** What a run of the benchmark is to do. */
export type Wish = { readonly kind: 'help' } | ProfileWish | MeasureWish;

/** To show where the time of one program goes. */
export interface ProfileWish {
  readonly kind: 'profile';
  readonly program: Program;
  readonly item: WorkItem;
}

/** To measure programs beside each other. */
export interface MeasureWish {
  readonly kind: 'measure';
  readonly mode: Mode;
  readonly parts: readonly PartName[];
  readonly plan: Plan;
  readonly items: readonly WorkItem[];
  readonly programs: readonly Program[];
}

/** In the order in which they are measured. */
const partNames = ['compare', 'in-process', 'features', 'streams', 'slow-upstream', 'workers'] as const;
/** A part of a run. */
export type PartName = (typeof partNames)[number];

export const helpText = `npm run bench                        a few programs side by side, about 3 minutes
npm run bench -- --full              every part, program and work item, many rounds, about 30 minutes
  --parts compare,features           these parts: ${partNames.join(', ')}
  --only b,c                         these work items: ${workItems.map(({ id }) => id).join(', ')}
  --programs by-hand,paramap-express these programs: ${programs.map(({ name }) => name).join(', ')}
  --rounds 15                        more rounds, where the difference is small
  --other-build <folder>             the paramap of another dist folder beside this one
npm run bench -- --in-process        the stages alone, without sockets: --parts in-process
npm run bench -- --profile paramap-express --only b
                                     where the time goes, function by function
npm run bench:report                 tables and chart of the documents, of the newest full run
npm run soak                         the same gateway for many mixed requests: does anything grow?
`;

/** What is compared where nothing is said. */
const quickPrograms = [yardstick, 'paramap-serve', 'paramap-express', 'validator-hpm4'];
const quickItems = ['a', 'b', 'c', 'd1', 'd2'];

/** Reads the command line. Fails: throws with what is wrong. */
export function readUsage(words: readonly string[]): Wish {
  const { values } = parseArgs({
    args: [...words],
    options: {
      help: { type: 'boolean', short: 'h' },
      full: { type: 'boolean', default: false },
      'in-process': { type: 'boolean' },
      parts: { type: 'string' },
      only: { type: 'string' },
      programs: { type: 'string' },
      rounds: { type: 'string' },
      'other-build': { type: 'string' },
      profile: { type: 'string' },
    },
  });
  if (values.help === true) return { kind: 'help' };
  const { full } = values;
  const items = listed(values.only, full ? workItems.map(({ id }) => id) : quickItems).map(itemCalled);
  const [first = workItem('b')] = items;
  if (values.profile !== undefined) return { kind: 'profile', program: programCalled(values.profile), item: first };
  const partly = values['in-process'] === true ? 'in-process' : values.parts;
  const parts = listed(partly, full ? partNames : ['compare']).map(partCalled);
  const isWhole = [partly, values.only, values.programs, values['other-build']].every((value) => value === undefined);
  const names = listed(values.programs, full ? programs.map(({ name }) => name) : quickPrograms);
  return {
    kind: 'measure',
    mode: isWhole ? (full ? 'full' : 'quick') : 'part',
    parts,
    plan: withRounds(full ? fullPlan : quickPlan, values.rounds),
    items,
    programs: chosen(names, values['other-build']),
  };
}

function chosen(names: readonly string[], otherBuild: string | undefined): Program[] {
  for (const name of names) programCalled(name);
  const others = otherBuild === undefined ? [] : programsOfBuild(otherBuild);
  return [
    ...programs.filter(({ name }) => name === yardstick || names.includes(name)),
    ...others.filter(({ name }) => names.includes(name.replace('@other', ''))),
  ];
}

function withRounds(plan: Plan, text: string | undefined): Plan {
  if (text === undefined) return plan;
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds is a number from 1, not ${text}`);
  return { ...plan, rounds };
}

const listed = (text: string | undefined, otherwise: readonly string[]): readonly string[] =>
  text === undefined ? otherwise : text.split(',');

function itemCalled(text: string): WorkItem {
  if (isWorkId(text)) return workItem(text);
  throw new Error(`There is no work item ${text}; there are ${workItems.map(({ id }) => id).join(', ')}`);
}

function programCalled(text: string): Program {
  const program = programs.find(({ name }) => name === text);
  if (program !== undefined) return program;
  throw new Error(`There is no program ${text}; there are ${programs.map(({ name }) => name).join(', ')}`);
}

function partCalled(text: string): PartName {
  const part = partNames.find((name) => name === text);
  if (part !== undefined) return part;
  throw new Error(`There is no part ${text}; there are ${partNames.join(', ')}`);
}
