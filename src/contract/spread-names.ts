import type { Codec } from '../codec/codec.ts';
import { type AuthoredMapping, reportMapping } from './authored-mapping.ts';
import type { Fault } from './finding.ts';
import type { FindingList } from './finding-list.ts';
import type { Place } from './place.ts';
import { placeCodec } from './place-codec.ts';

interface SpreadScope {
  readonly findings: FindingList;
  readonly codecs: ReadonlyMap<string, Codec>;
}

/** The names that the codec of a place makes, and that land beside it; `undefined` where nobody knows them at start. */
export function spreadNames(place: Place, scope: SpreadScope): readonly string[] | undefined {
  return placeCodec(place, scope)?.makes;
}

/**
 * Checks what is spread: an object of which all names are known at start, so that nothing lands on anything else, and an
 * answer can be read back.
 */
export function checkSpread(place: Place, mapping: AuthoredMapping, scope: SpreadScope): void {
  const { findings } = scope;
  if (mapping.name !== undefined || mapping.member !== undefined) reportMapping(mapping, namedFault, findings);
  if (mapping.codec !== undefined) {
    const codec = placeCodec(place, scope);
    if (codec !== undefined && codec.makes === undefined) reportMapping(mapping, unknownNames(codec.name), findings);
    return;
  }
  if (place.types.length > 0 && !place.types.includes('object')) reportMapping(mapping, noObject, findings);
  else if (place.additional !== undefined || place.patterns.length > 0 || place.members.size === 0) {
    reportMapping(mapping, openObject, findings);
  }
}

const namedFault: Fault = {
  rule: 'mapping-spread',
  message: 'what is spread has no place of its own, so that it cannot have a name',
  cure: 'take `name` or `spread` out; members can have names of their own',
};

const unknownNames = (codec: string): Fault => ({
  rule: 'mapping-spread',
  message: `nobody knows at start which members the codec ${codec} makes`,
  cure: 'end with a codec that names them, such as `split`, `untuple`, `wrap` or `partition`, or take `spread` out',
});

const noObject: Fault = {
  rule: 'mapping-spread',
  message: 'only an object can be spread, and the schema allows none',
  cure: 'add a codec that makes one, such as `split`, or take `spread` out',
};

const openObject: Fault = {
  rule: 'mapping-spread',
  message: 'the object has members that nobody names, which could land on anything',
  cure: 'name its members under `properties`, or take `spread` out',
};
