import { join } from 'node:path';

/** One way to do the work; a file of `programs/` that is started as a process of its own. */
export interface Program {
  readonly name: string;
  /** The name of its file, where that is not its own. */
  readonly file?: string;
  readonly title: string;
  /** Whether it needs packages that only `bench/package.json` names. */
  readonly needsPeers: boolean;
  /** The build of paramap that it loads, where it is not `dist`. */
  readonly build?: string;
}

/** What every figure is a ratio to. */
export const yardstick = 'by-hand';

/** In the order of the table. */
export const programs: readonly Program[] = [
  { name: 'limit', title: 'node:http + undici, all by hand ("limit")', needsPeers: false },
  { name: yardstick, title: 'Express 5 + Ajv + undici, by hand ("by hand")', needsPeers: false },
  { name: 'paramap-serve', title: 'paramap serve', needsPeers: false },
  { name: 'paramap-express', title: 'paramap mounted in Express 5', needsPeers: false },
  { name: 'fastify-reply-from', title: 'Fastify 5 + its validation + reply-from', needsPeers: true },
  { name: 'by-hand-hpm4', title: 'Express 5 + Ajv by hand + http-proxy-middleware 4', needsPeers: false },
  {
    name: 'validator-hpm4',
    title: 'Express 5 + express-openapi-validator + http-proxy-middleware 4 ("today\'s stack")',
    needsPeers: true,
  },
  { name: 'validator-hpm3', title: 'the same on http-proxy-middleware 3 without an agent', needsPeers: true },
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
