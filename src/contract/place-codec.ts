import type { Codec } from '../codec/codec.ts';
import { compileCodec } from '../codec/compile-codec.ts';
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
  const { codec, faults } = compileCodec(mapping.codec, { ...codecInput(place, findings), custom: codecs });
  for (const fault of faults) findings.add(mapping.node.origin.file, codecPointer(mapping, fault.path), fault);
  return codec;
}

const codecPointer = ({ node }: AuthoredMapping, path: readonly (string | number)[]): string =>
  pointerTo(node.origin.pointer, 'x-upstream', 'codec', ...path);
