import type { Codec } from '../codec/codec.ts';
import type { CodecInput } from '../codec/codec-kind.ts';
import { compileCodec } from '../codec/compile-codec.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { type AuthoredMapping, mappingOf } from './authored-mapping.ts';
import type { FindingList } from './finding-list.ts';
import { pointerTo } from './json-pointer.ts';
import type { Place } from './place.ts';
import { keywordAt } from './schema-keywords.ts';

/** Compiles the codec that stands at a place, if any; its faults are findings at the specification. */
export function placeCodec(
  place: Place,
  { findings, codecs }: { findings: FindingList; codecs: ReadonlyMap<string, Codec> },
): Codec | undefined {
  const mapping = mappingOf(place, findings);
  if (mapping?.codec === undefined) return undefined;
  const { codec, faults } = compileCodec(mapping.codec, { ...inputOf(place, findings), custom: codecs });
  for (const fault of faults) findings.add(mapping.node.origin.file, codecPointer(mapping, fault.path), fault);
  return codec;
}

const codecPointer = ({ node }: AuthoredMapping, path: readonly (string | number)[]): string =>
  pointerTo(node.origin.pointer, 'x-upstream', 'codec', ...path);

/** What the schemas of a place say of its values, as a codec wants to know it. */
function inputOf(place: Place, findings: FindingList): CodecInput {
  const format = keywordAt(place, 'format');
  const constant = keywordAt(place, 'const');
  const enumeration = keywordAt(place, 'enum') ?? (constant === undefined ? undefined : [constant]);
  const { items } = place;
  // Items with a codec of their own have other values by the time the list's codec sees them.
  const plain = items !== undefined && mappingOf(items, findings)?.codec === undefined ? items : undefined;
  return {
    types: place.types,
    format: typeof format === 'string' ? format : undefined,
    enumeration: Array.isArray(enumeration) ? enumeration : undefined,
    items: plain === undefined ? undefined : { types: plain.types, ...enumerationOf(plain) },
  };
}

function enumerationOf(place: Place): { enumeration?: readonly JsonValue[] } {
  const enumeration = keywordAt(place, 'enum');
  return Array.isArray(enumeration) ? { enumeration } : {};
}
