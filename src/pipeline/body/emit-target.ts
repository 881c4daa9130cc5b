import { barePrototype, createBareObject } from '../../codec/bare-object.ts';
import { type Code, code, commaList } from '../../emit/code.ts';
import type { Program } from '../../emit/program.ts';

/** A value that lands in an object of the upstream's. */
export interface Landing {
  /** The names that lead to it. */
  readonly path: readonly string[];
  readonly value: Code;
  readonly mayBeAbsent: boolean;
}

/**
 * Writes what makes an object of the upstream's; the landings' paths must lead apart.
 *
 * Each object has a constructor of its own, so that the engine knows from the start what its members are. It has the
 * prototype of bare objects: a member may be called `__proto__`. What lies between is made with the first that lands in it.
 */
export function emitTarget(program: Program, landings: readonly Landing[]): Code {
  const target = program.fresh('Target');
  const holders = new Map<string, Code>();
  const body: Code[] = [];
  const parameters = landings.map(() => program.fresh('member'));
  for (const [index, { path, mayBeAbsent }] of landings.entries()) {
    const parameter = parameters[index] ?? code`undefined`;
    const put = code`${holderOf(program, { path, holders })}[${path.at(-1)}] = ${parameter};`;
    body.push(mayBeAbsent ? code`if (${parameter} !== undefined) ${put}` : put);
  }
  const declared = holders.size === 0 ? [] : [code`let ${commaList([...holders.values()])};`];
  program.define(target, { parameters, body: [...declared, ...body] });
  program.prepare(code`${target}.prototype = ${program.constant('barePrototype', barePrototype)};`);
  return code`new ${target}(${commaList(landings.map(({ value }) => value))})`;
}

/** The object that holds the last name of a path. */
function holderOf(program: Program, { path, holders }: { path: readonly string[]; holders: Map<string, Code> }): Code {
  const above = path.slice(0, -1);
  if (above.length === 0) return code`this`;
  const key = JSON.stringify(above);
  const holder = holders.get(key) ?? program.fresh('holder');
  holders.set(key, holder);
  const parent = holderOf(program, { path: above, holders });
  const create = program.constant('createBareObject', createBareObject);
  return code`(${holder} ??= ${parent}[${above.at(-1)}] = ${create}())`;
}
