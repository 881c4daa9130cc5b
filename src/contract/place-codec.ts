import type { Codec } from '../codec/codec.ts';
import type { CodecInput } from '../codec/codec-kind.ts';
import { type CompiledCodec, compileCodec } from '../codec/compile-codec.ts';
import type { JsonValue } from '../codec/json-value.ts';
import { type AuthoredMapping, mappingOf } from './authored-mapping.ts';
import { codecInput } from './codec-input.ts';
import type { FindingList } from './finding-list.ts';
import { pointerTo } from './json-pointer.ts';
import type { Place } from './place.ts';

/** Compiles the codec that stands at a place, if any; its faults are findings at the specification. */
export function placeCodec(
  place: Place,
  { findings, codecs }: { findings: FindingList; codecs: ReadonlyMap<string, Codec> },
): Codec | undefined {
  const mapping = mappingOf(place, findings);
  if (mapping?.codec === undefined) return undefined;
  const { codec, faults } = compileOnce(mapping.codec, codecInput(place, findings), codecs);
  for (const fault of faults) findings.add(mapping.node.origin.file, codecPointer(mapping, fault.path), fault);
  return codec;
}

const codecPointer = ({ node }: AuthoredMapping, path: readonly (string | number)[]): string =>
  pointerTo(node.origin.pointer, 'x-upstream', 'codec', ...path);

/** By the registered codecs, then by specification and input. */
const compiled = new WeakMap<ReadonlyMap<string, Codec>, Map<string, CompiledCodec>>();

/**
 * Many operations say the same of their dates and amounts, and codecs have no state: one serves all of them. What lists
 * values or has members is compiled each time, for its text as a key could be long.
 */
function compileOnce(specification: JsonValue, input: CodecInput, custom: ReadonlyMap<string, Codec>): CompiledCodec {
  const { types, format, enumeration, items, members, values } = input;
  if (enumeration !== undefined || items !== undefined || members !== undefined || values !== undefined) {
    return compileCodec(specification, { ...input, custom });
  }
  const known = compiled.get(custom) ?? new Map<string, CompiledCodec>();
  compiled.set(custom, known);
  const key = JSON.stringify([specification, types, format]);
  const result = known.get(key) ?? compileCodec(specification, { ...input, custom });
  known.set(key, result);
  return result;
}
