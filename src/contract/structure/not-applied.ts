import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { pointerTo } from '../json-pointer.ts';
import type { PlacedFault } from './describe-error.ts';

/** Members whose form is checked and that do nothing yet, and what that means for the author. */
const members: Readonly<Record<string, string>> = {
  expects: 'compare the mapping with the upstream by hand for now',
};

/** One warning for each such member of a contract, at the first place where it stands. */
export function notAppliedFaults(contract: JsonObject): PlacedFault[] {
  const places = new Map<string, string[]>(Object.keys(members).map((name) => [name, []]));
  const note = (holder: JsonValue | undefined, name: string, pointer: string): void => {
    if (isObject(holder) && Object.hasOwn(holder, name)) places.get(name)?.push(pointerTo(pointer, name));
  };
  note(contract['upstream'], 'expects', '/upstream');
  const operations = isObject(contract['operations']) ? contract['operations'] : {};
  for (const [name, operation] of Object.entries(operations)) {
    if (!isObject(operation)) continue;
    const pointer = pointerTo('/operations', name);
    note(operation['upstream'], 'expects', pointerTo(pointer, 'upstream'));
  }
  return [...places].flatMap(([name, [first, ...others]]) =>
    first === undefined ? [] : [warn(name, first, others.length)],
  );
}

function warn(name: string, pointer: string, others: number): PlacedFault {
  const more = others === 0 ? '' : ` (here and in ${others} more ${others === 1 ? 'place' : 'places'})`;
  return {
    pointer,
    fault: {
      rule: 'not-applied',
      severity: 'warning',
      message: `\`${name}\` is checked for form, not applied yet${more}`,
      cure: members[name] ?? '',
    },
  };
}
