import { isObject } from '../../codec/json-type.ts';
import type { JsonObject } from '../../codec/json-value.ts';
import { type CountedJson, mayHaveExponent, parseCounted } from '../../codec/json-text/counted.ts';
import type { BodyContent } from '../../contract/body-declaration.ts';
import type { Operation } from '../../contract/contract.ts';
import { ageingOf } from '../../contract/ageing-place.ts';
import type { BodyCode } from '../map/map-body.ts';
import type { ApiLimits } from '../compiled-operation.ts';
import { isBounded } from './is-bounded.ts';
import { type MapBody, type Tally, writeBody } from './write-body.ts';

/** The code of one declared body. */
export interface BodyMapping {
  /** Maps a body that fits; `undefined` where closures do. */
  readonly code: BodyCode | undefined;
  /** Reads and maps a body in one; `undefined` where that cannot be held against its text. */
  readonly counted: Counted | undefined;
}

/** A body that is parsed first, and held against its text once it is mapped. */
export interface Counted {
  /** `undefined` leaves the text to `parseJson`. */
  parse(bytes: Uint8Array): ParsedBody | undefined;
}

/** A body that `JSON.parse` has read, of which nothing is proved. */
export interface ParsedBody extends CountedJson {
  readonly value: JsonObject;
  /** Maps it; to be asked once. */
  readonly code: BodyCode;
  /** Whether all that the text says was met while it was mapped: no member twice, none undeclared, no digit lost. */
  isProved(): boolean;
}

const inClosures: BodyMapping = { code: undefined, counted: undefined };

/** Compiles the code of an operation's bodies, each when it is first asked for. */
export function compileBodyCodes(operation: Operation, limits: ApiLimits): (content: BodyContent) => BodyMapping {
  const mappings = new Map<BodyContent, BodyMapping>();
  return (content) => {
    const known = mappings.get(content) ?? compileMapping(operation, content, limits);
    mappings.set(content, known);
    return known;
  };
}

function compileMapping({ unknown }: Operation, content: BodyContent, { jsonDepth }: ApiLimits): BodyMapping {
  const written = writeBody(content);
  if (written === undefined) return inClosures;
  const { program, entry, depth } = written;
  const map = program.compile<MapBody>(entry);
  if (map === undefined) return inClosures;
  const isCounted =
    written.isCounted &&
    content.format.kind === 'json' &&
    depth <= jsonDepth &&
    ageingOf(content.place) === undefined &&
    isBounded(content.schema);
  // Members that nobody declares are passed over, so there must be none.
  const code: BodyCode | undefined =
    unknown.body === 'refuse' ? (body, run) => map(body, run, { strings: 0, outermost: false }) : undefined;
  return { code, counted: isCounted ? { parse: (bytes) => parseBody(bytes, map) } : undefined };
}

function parseBody(bytes: Uint8Array, map: MapBody): ParsedBody | undefined {
  const parsed = parseCounted(bytes);
  if (parsed === undefined || !isObject(parsed.value)) return undefined;
  const { text, value, strings } = parsed;
  const tally: Tally = { strings: Number.NaN, outermost: false };
  return {
    text,
    value,
    strings,
    code: (body, run) => map(body, run, tally),
    isProved: () => tally.strings === strings && !(tally.outermost && mayHaveExponent(text)),
  };
}
