import { type Code, code } from '../../emit/code.ts';
import { Program } from '../../emit/program.ts';
import { subschemasOf } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { isObject } from '../../codec/json-type.ts';

/** Whether no object has inherited anything that would be taken for a member of a value. */
export type InheritsNothing = () => boolean;

/**
 * Compiles the question whether members that a schema names can be read as if none was inherited, which is as good as
 * asking of each whether it is an own one, and takes a quarter of the time.
 *
 * Out: `undefined` where it names a member that every object has, such as `constructor`.
 */
export function compileInheritsNothing(root: SchemaNode): InheritsNothing | undefined {
  const names = namesOf(root);
  if ([...names].some((name) => name in Object.prototype)) return undefined;
  const program = new Program();
  const entry = program.fresh('inheritsNothing');
  const probe = program.constant('probe', {});
  const inherited = program.fresh('inherited');
  program.define(entry, {
    parameters: [],
    body: [
      // What can be enumerated would be met by loops over members.
      code`for (const ${inherited} in ${probe}) return false;`,
      ...[...names].map((name): Code => code`if (${probe}[${name}] !== undefined) return false;`),
      code`return true;`,
    ],
  });
  return program.compile<InheritsNothing>(entry);
}

function namesOf(root: SchemaNode): Set<string> {
  const names = new Set<string>();
  const seen = new Set<SchemaNode>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const { required, dependentRequired } = node.keywords;
    const dependent = isObject(dependentRequired) ? Object.entries(dependentRequired) : [];
    for (const name of [
      ...node.properties.keys(),
      ...node.dependentSchemas.keys(),
      ...[required, ...dependent].flat(2).filter((value) => typeof value === 'string'),
    ]) {
      names.add(name);
    }
    pending.push(...subschemasOf(node));
  }
  return names;
}
