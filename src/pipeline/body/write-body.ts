/*
 * The body of a request that fits its schema is mapped by code that is made for its contract: each member is read once and
 * written once. The code also counts the names and texts that it meets; where they are as many as the text has, no member
 * was written twice and none is undeclared (`codec/json-text/counted.ts`). What it does not map for certain it leaves to the
 * closures of `map`, which mean the same and say what is wrong.
 */
import type { JsonValue } from '../../codec/json-value.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import { landsAtRoot } from '../../contract/settle-plans.ts';
import { type Code, code } from '../../emit/code.ts';
import { Program } from '../../emit/program.ts';
import type { MapRun } from '../map/map-run.ts';
import type { BodySource } from './body-source.ts';
import { composites } from './emit-object.ts';
import { emitValue } from './emit-value.ts';
import { isWrittenOut } from './is-written-out.ts';

/** What a body tells of itself while it is mapped. */
export interface Tally {
  /** How many names and texts were met. */
  strings: number;
  /** Whether a number was met of which the text may say more than the double. */
  outermost: boolean;
}

/** Given for a body that the code does not map. */
export const unmapped: unique symbol = Symbol('unmapped');

/** Maps a body that fits its schema. */
export type MapBody = (body: JsonValue, run: MapRun, tally: Tally) => JsonValue | typeof unmapped;

/** The code of one body. */
export interface BodyProgram {
  readonly program: Program;
  /** The name of its `MapBody`. */
  readonly entry: Code;
  /** Whether its strings can be held against those of the text. */
  readonly isCounted: boolean;
  /** The objects and lists that are open at once at most; only where it is counted. */
  readonly depth: number;
}

/** Objects and lists that are written out; a body of more has little of its time to gain, and much source. */
const mostComposites = 500;

/** Writes the code of one body; `undefined` where it stays in closures. */
export function writeBody({ place, plan }: BodyContent): BodyProgram | undefined {
  if (plan.identity || landsAtRoot(plan) || !isWrittenOut({ place, plan })) return undefined;
  const program = new Program();
  const entry = program.fresh('mapBody');
  const body = program.fresh('body');
  const tally = program.fresh('tally');
  const source: BodySource = {
    program,
    run: program.fresh('run'),
    strings: program.fresh('strings'),
    outermost: program.fresh('outermost'),
    unmapped: program.constant('unmapped', unmapped),
    names: new Set(),
    open: new Set(),
    budget: mostComposites,
    isCounted: true,
    depth: 0,
    deepest: 0,
  };
  const made = emitValue(source, { place, plan }, { value: body, composites });
  const { strings, outermost, run, isCounted, deepest } = source;
  const known = program.fresh('known');
  program.define(entry, {
    parameters: [body, run, tally],
    body: [
      ...emitProbe(source),
      code`const ${known} = ${run}.violations.length;`,
      code`let ${strings} = ${made.strings}, ${outermost} = false;`,
      ...made.lines,
      code`if (${run}.violations.length > ${known}) return ${source.unmapped};`,
      code`${tally}.strings = ${strings};`,
      code`${tally}.outermost = ${outermost};`,
      code`return ${made.value};`,
    ],
  });
  return { program, entry, isCounted, depth: deepest };
}

/** Members are read as if none was inherited, so it is looked whether somebody has given one to every object. */
function emitProbe({ program, names, unmapped: left }: BodySource): Code[] {
  const [first, ...others] = names;
  if (first === undefined) return [];
  const probe = program.constant('probe', {});
  const read = (name: string): Code => code`${probe}[${name}] !== undefined`;
  const any = others.reduce((sofar, name) => code`${sofar} || ${read(name)}`, read(first));
  return [code`if (${any}) return ${left};`];
}
