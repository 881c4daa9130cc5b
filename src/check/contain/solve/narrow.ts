import { memberLiterals, readObjectShape } from './object-shape.ts';
import type { Literal, SomeMemberNode } from '../schema/node.ts';
import { opposite } from '../schema/node.ts';
import { typeBits } from '../schema/value-types.ts';
import type { Choice, State } from './expand.ts';
import type { Search } from './search.ts';

/**
 * Leaves out what one member alone decides, for that takes no search: alternatives that ask for a member that cannot be, and
 * choices with an alternative that holds anyway. So branches with a member that tells them apart cost next to nothing.
 *
 * Out: the choices that are left; `none` where one has no alternative left.
 */
export function narrowed(search: Search, state: State): readonly Choice[] | 'none' {
  if (state.type !== typeBits.object) return state.choices;
  const shape = readObjectShape(state.atoms);
  if (shape === undefined) return 'none';
  const kept: Choice[] = [];
  for (const choice of state.choices) {
    const open: (readonly Literal[])[] = [];
    let isImplied = false;
    for (const alternative of choice.alternatives) {
      const wanted = memberWantedBy(alternative);
      const own = wanted?.name === undefined ? undefined : memberLiterals(shape, wanted.name);
      if (wanted?.name === undefined || own === undefined) open.push(alternative);
      else if (!shape.absent.has(wanted.name) && search.solve([...own, ...wanted.value]).kind !== 'none') {
        open.push(alternative);
        isImplied ||= shape.required.has(wanted.name) && hasNoOther(search, wanted, own);
      }
      if (isImplied) break;
    }
    if (isImplied) continue;
    if (open.length === 0) return 'none';
    kept.push(open.length === choice.alternatives.length ? choice : { ...choice, alternatives: open });
  }
  return kept;
}

/** The member that an alternative asks for, if it asks for nothing else. */
function memberWantedBy(alternative: readonly Literal[]): SomeMemberNode | undefined {
  const [only] = alternative;
  return alternative.length === 1 && only?.node.kind === 'some-member' && only.holds ? only.node : undefined;
}

/** Whether a member that is there can have no value but one that is asked for. */
function hasNoOther(search: Search, { value }: SomeMemberNode, own: readonly Literal[]): boolean {
  const [only] = value;
  return only !== undefined && value.length === 1 && search.solve([...own, opposite(only)]).kind === 'none';
}
