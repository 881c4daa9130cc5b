import { parseArgs } from 'node:util';
import { fullPlan, type Plan, quickPlan } from './measure/plan.ts';
import { type Program, programs, programsOfBuild, yardstick } from './program/programs.ts';
import type { WorkItem } from './work/work-item.ts';
import { isWorkId, workItem, workItems } from './work/work-items.ts';

/** What a run of the benchmark is to do. */
export type Wish =
  | { readonly kind: 'help' }
  | { readonly kind: 'in-process' }
  | { readonly kind: 'profile'; readonly program: Program; readonly item: WorkItem }
  | {
      readonly kind: 'compare';
      readonly plan: Plan;
      readonly items: readonly WorkItem[];
      readonly programs: readonly Program[];
    };

export const helpText = `npm run bench                        a few programs, less than 3 minutes
npm run bench -- --full              all programs and work items, many rounds, about 15 minutes
  --only b,c                         these work items: ${workItems.map(({ id }) => id).join(', ')}
  --programs by-hand,paramap-express these programs: ${programs.map(({ name }) => name).join(', ')}
  --rounds 15                        more rounds, where the difference is small
  --other-build <folder>             the paramap of another dist folder beside this one
npm run bench -- --in-process        the stages alone, without sockets
npm run bench -- --profile paramap-express --only b
                                     where the time goes, function by function
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
      full: { type: 'boolean' },
      'in-process': { type: 'boolean' },
      only: { type: 'string' },
      programs: { type: 'string' },
      rounds: { type: 'string' },
      'other-build': { type: 'string' },
      profile: { type: 'string' },
    },
  });
  if (values.help === true) return { kind: 'help' };
  if (values['in-process'] === true) return { kind: 'in-process' };
  const full = values.full === true;
  const items = listed(values.only, full ? workItems.map(({ id }) => id) : quickItems).map(itemCalled);
  const [first = workItem('b')] = items;
  if (values.profile !== undefined) return { kind: 'profile', program: programCalled(values.profile), item: first };
  const names = listed(values.programs, full ? programs.map(({ name }) => name) : quickPrograms);
  const others = values['other-build'] === undefined ? [] : programsOfBuild(values['other-build']);
  const chosen = [
    ...named(programs, [...names, yardstick]),
    ...named(
      others,
      names.map((name) => `${name}@other`),
    ),
  ];
  for (const name of names) programCalled(name);
  const plan = full ? fullPlan : quickPlan;
  const rounds = values.rounds === undefined ? plan.rounds : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds is a number from 1, not ${values.rounds}`);
  return { kind: 'compare', plan: { ...plan, rounds }, items, programs: chosen };
}

const listed = (text: string | undefined, otherwise: readonly string[]): readonly string[] =>
  text === undefined ? otherwise : text.split(',');

const named = (among: readonly Program[], names: readonly string[]): Program[] =>
  among.filter(({ name }) => names.includes(name));

function itemCalled(text: string): WorkItem {
  if (isWorkId(text)) return workItem(text);
  throw new Error(`There is no work item ${text}; there are ${workItems.map(({ id }) => id).join(', ')}`);
}

function programCalled(text: string): Program {
  const program = programs.find(({ name }) => name === text);
  if (program !== undefined) return program;
  throw new Error(`There is no program ${text}; there are ${programs.map(({ name }) => name).join(', ')}`);
}
