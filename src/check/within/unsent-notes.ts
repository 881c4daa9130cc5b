import type { Operation } from '../../contract/contract.ts';
import type { AddedValue, Reference } from '../../contract/upstream-route.ts';
import { mappingPlace } from './accepted.ts';
import { type DeclaredValue, placeWords } from './declared-values.ts';
import type { WithinNote } from './note.ts';

/** A value that is checked and goes nowhere: meant so, as `"x-upstream": false` says, but worth knowing. */
export function unsentNotes(value: DeclaredValue, { upstream }: Operation): WithinNote[] {
  if (value.rule?.target.kind !== 'drop') return [];
  // A constant that tells branches apart has done its work.
  if (value.plan.place.certain.some(({ keywords }) => keywords['const'] !== undefined)) return [];
  const added = [
    ...upstream.slots.flatMap(({ source }) => (source.kind === 'added' ? [source.value] : [])),
    ...upstream.bodyAdditions.map((addition) => addition.value),
  ];
  // What another value is made of is not lost.
  if (added.flatMap(referencesIn).some((reference) => leadsTo(reference, value))) return [];
  return [
    {
      rule: 'value-unsent',
      severity: 'note',
      place: placeWords(value),
      message: 'it is checked, and not sent: no value of the upstream is made of it',
      cure: 'leave it where that is meant; otherwise name in `x-upstream` what the upstream calls it',
      at: mappingPlace(value.plan.place),
    },
  ];
}

function referencesIn(value: AddedValue): readonly Reference[] {
  if (value.kind === 'from') return [value.reference];
  return value.kind === 'template' ? value.parts.filter((part) => typeof part !== 'string') : [];
}

/** Whether a reference names the value, something in it, or something that holds it. */
function leadsTo({ in: location, name, path }: Reference, value: DeclaredValue): boolean {
  if (location !== value.in) return false;
  const whole = location === 'body' ? path : [name, ...path];
  return whole.every((step, index) => index >= value.path.length || step === value.path[index]);
}
