import { type Code, code } from '../../emit/code.ts';
import { textLocations } from '../../http/location.ts';
import { compileAppliesTo } from '../explain/applying.ts';
import type { GateCompiler } from '../validate/gate.ts';
import { unappliedParameters } from '../validate/unapplied-parameters.ts';
import { leave, type LineSource, when } from './line-source.ts';

/** The objects of values of each location that declares something. */
export type LocationObjects = Readonly<Record<(typeof textLocations)[number], Code>>;

/** Code that judges what was read: by the compiled schema of each location, then the app's context. */
export function emitJudge(
  { operation, program }: LineSource,
  by: { objects: LocationObjects; context: Code; gates: GateCompiler },
): Code[] {
  const lines = textLocations.flatMap((location): Code[] => {
    const group = operation.parameters[location];
    if (group.schema === undefined) return [];
    const object = by.objects[location];
    const gate = program.constant('fits', by.gates.gate(group.schema));
    const fits = when(code`!${gate}(${object})`, [leave]);
    if (group.place === undefined || compileAppliesTo(group.place) === undefined) return [fits];
    const unapplied = program.constant('unapplied', unappliedParameters(operation, group));
    return [fits, when(code`${unapplied}(${object}).length > 0`, [leave])];
  });
  if (operation.context === undefined) return lines;
  const gate = program.constant('fits', by.gates.gate(operation.context));
  return [...lines, when(code`!${gate}(${by.context} ?? {})`, [leave])];
}
