import { join } from 'node:path';
import type { WorkId } from '../work/work-item.ts';

/** One way to do the work; a file of `programs/` that is started as a process of its own. */
export interface Program {
  readonly name: string;
  /** The name of its file, where that is not its own. */
  readonly file?: string;
  readonly title: string;
  /** What it needs beside paramap's own packages: those that `bench/package.json` names, or nginx. */
  readonly needs?: 'peers' | 'nginx';
  /** The work items that it does, where that is not all of them. */
  readonly items?: readonly WorkId[];
  /** The build of paramap that it loads, where it is not `dist`. */
  readonly build?: string;
}

/** What every figure is a ratio to. */
export const yardstick = 'by-hand';

/** In the order of the table. */
export const programs: readonly Program[] = [
  { name: 'limit', title: 'node:http + undici, all by hand ("limit")' },
  { name: yardstick, title: 'Express 5 + Ajv + undici, by hand ("by hand")' },
  { name: 'paramap-serve', title: 'paramap serve' },
  { name: 'paramap-express', title: 'paramap mounted in Express 5' },
  { name: 'fastify-reply-from', title: 'Fastify 5 + its validation + reply-from', needs: 'peers' },
  { name: 'hono', title: 'Hono + its zod validator + its proxy helper', needs: 'peers' },
  { name: 'by-hand-hpm4', title: 'Express 5 + Ajv by hand + http-proxy-middleware 4' },
  {
    name: 'validator-hpm4',
    title: 'Express 5 + express-openapi-validator + http-proxy-middleware 4 ("today\'s stack")',
    needs: 'peers',
  },
  { name: 'validator-hpm3', title: 'the same on http-proxy-middleware 3 without an agent', needs: 'peers' },
  { name: 'nginx', title: 'nginx + njs (in C)', needs: 'nginx', items: ['a', 'p', 'b', 'd1'] },
];

/** Both forms of another build of paramap, to be measured beside this one. */
export function programsOfBuild(build: string): Program[] {
  return programs
    .filter(({ name }) => name.startsWith('paramap-'))
    .map((program) => ({
      ...program,
      file: program.name,
      name: `${program.name}@other`,
      title: `${program.title}, other build`,
      build,
    }));
}

/** Where a program's source stands. */
export const programFile = ({ name, file = name }: Program): string =>
  join(import.meta.dirname, '..', 'programs', `${file}.ts`);
