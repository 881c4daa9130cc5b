import type { CodecInput, KnownMembers } from '../codec/codec-kind.ts';
import { parseValuePath } from '../codec/value-path.ts';
import { mappingOf } from './authored-mapping.ts';
import type { FindingList } from './finding-list.ts';
import type { Place } from './place.ts';
import { keywordAt } from './schema-keywords.ts';

/** How far into a value codecs look: at the members of a list's items. */
const deepest = 2;

/** What the schemas of a place say of its values, as a codec wants to know it. */
export function codecInput(place: Place, findings: FindingList): CodecInput {
  return inputOf(place, findings, deepest);
}

function inputOf(place: Place, findings: FindingList, depth: number): CodecInput {
  const format = keywordAt(place, 'format');
  const constant = keywordAt(place, 'const');
  const enumeration = keywordAt(place, 'enum') ?? (constant === undefined ? undefined : [constant]);
  const below = (inner: Place | undefined): CodecInput | undefined => {
    // Values with a codec of their own have another form by the time the codec around them sees them.
    if (inner === undefined || depth === 0 || mappingOf(inner, findings)?.codec !== undefined) return undefined;
    return inputOf(inner, findings, depth - 1);
  };
  return {
    types: place.types,
    format: typeof format === 'string' ? format : undefined,
    enumeration: Array.isArray(enumeration) ? enumeration : undefined,
    items: below(place.items),
    members: depth === 0 ? undefined : membersOf(place, findings, below),
    values: below(place.additional),
  };
}

/** The members as the codec meets them: by their upstream names, those that go elsewhere not among them. */
function membersOf(
  place: Place,
  findings: FindingList,
  below: (inner: Place) => CodecInput | undefined,
): KnownMembers | undefined {
  if (place.members.size === 0) return undefined;
  const byName = new Map<string, CodecInput>();
  const required = new Set<string>();
  let complete = place.openness === 'closed' || isClosed(place);
  for (const [name, member] of place.members) {
    const mapping = mappingOf(member, findings);
    const leaves = mapping?.drop === true || (mapping?.in !== undefined && mapping.in !== 'body');
    if (leaves || mapping?.name?.startsWith('/') === true) continue;
    if (mapping?.spread === true || member.conditional.length > 0) {
      complete = false;
      continue;
    }
    const path = mapping?.name === undefined ? [name] : parseValuePath(mapping.name);
    const [first] = path;
    if (typeof first !== 'string') continue;
    // Of what lies deeper only the object around it is there.
    byName.set(first, path.length > 1 ? { types: ['object'] } : (below(member) ?? { types: [] }));
    if (place.required.has(name) || keywordAt(member, 'default') !== undefined) required.add(first);
  }
  return { byName, required, complete };
}

const isClosed = (place: Place): boolean =>
  place.patterns.length === 0 &&
  place.additional === undefined &&
  place.certain.some(
    ({ additionalProperties, unevaluatedProperties }) =>
      additionalProperties?.always === false || unevaluatedProperties?.always === false,
  );
