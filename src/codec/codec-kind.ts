import type { Codec, CodecRefusal, ProducedType } from './codec.ts';
import type { JsonType } from './json-type.ts';
import type { JsonValue } from './json-value.ts';
import type { ValuePath } from './value-path.ts';

/** What is known of the values that a codec is given: what the caller's schema says, or what the step before makes. */
export interface CodecInput {
  /** Empty: any type. */
  readonly types: readonly JsonType[];
  readonly format?: string | undefined;
  /** Every value that can come, where the schema lists them. */
  readonly enumeration?: readonly JsonValue[] | undefined;
  /** Of a list's items, where the schema says it. */
  readonly items?: CodecInput | undefined;
  /** A list of one, made by a codec before. */
  readonly isOne?: boolean | undefined;
  /** Of an object's members, by the names that they have when the codec meets them; `undefined`: nothing is known. */
  readonly members?: KnownMembers | undefined;
  /** Of the values of a map, whose names nobody lists. */
  readonly values?: CodecInput | undefined;
}

/** What is known of the members of an object. */
export interface KnownMembers {
  readonly byName: ReadonlyMap<string, CodecInput>;
  /** Those that are always there. */
  readonly required: ReadonlySet<string>;
  /** Whether no other members can come. */
  readonly complete: boolean;
}

/** One fault in how a codec is declared. */
export interface CodecFault {
  /** Into the specification as authored; empty for the whole. */
  readonly path: readonly (string | number)[];
  readonly severity: 'error' | 'warning';
  /** `codec-unknown`, `codec-argument`, `codec-type`, `codec-chain`, `codec-values`, `codec-domain` or `codec-lossy`. */
  readonly rule: string;
  readonly message: string;
  readonly cure: string;
}

/** A fault as a codec's own compiler tells it; the path is into the codec's argument. */
export interface ReportedFault {
  readonly path?: readonly (string | number)[];
  /** @default 'error' */
  readonly severity?: 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
  readonly cure: string;
}

/** Both directions of a codec, compiled for one place. `null` never comes unless `listsNull` says so. */
export interface Conversion {
  readonly produces: ProducedType;
  /** Whether a value of the declared type and format can be refused. */
  readonly partial: boolean;
  /** What is lost, as it follows `loses`: `the case of letters`. */
  readonly lossy?: string | undefined;
  /** The conversion decides itself what becomes of `null`. */
  readonly listsNull?: boolean;
  /** As `Codec` has it. */
  readonly makes?: readonly string[] | undefined;
  /** As `Codec` has it. */
  readonly makesAll?: boolean | undefined;
  /** As `Codec` has it. */
  readonly makesOne?: boolean | undefined;
  /** As `Codec` has it. */
  origin?(upstream: ValuePath): ValuePath;
  encode(value: JsonValue): JsonValue | CodecRefusal;
  decode(value: JsonValue): JsonValue | CodecRefusal;
}

/** One documented conversion: `caller` is encoded to `upstream`, and comes back unless the codec is lossy. */
export interface CodecExample {
  readonly specification: JsonValue;
  /** What the caller's schema says. */
  readonly input: CodecInput;
  readonly caller: JsonValue;
  readonly upstream: JsonValue;
}

/** What a codec's own compiler can ask for. */
export interface CodecTools {
  /** Tells a fault; the path is into the codec's argument. */
  report(fault: ReportedFault): void;
  /** Compiles a codec that stands in the argument at a path; `undefined` when it has an error, which is reported. */
  nested(specification: JsonValue, input: CodecInput, path: readonly (string | number)[]): Codec | undefined;
}

/** A built-in codec before it is compiled for a place. */
export interface CodecKind {
  readonly name: string;
  /** One line for the reference. */
  readonly summary: string;
  /** What the argument is, in words; `undefined` where the codec is written as its name alone. */
  readonly argument: string | undefined;
  /** The types that `encode` takes; empty: any. `number` stands for integers, too. */
  readonly takes: readonly JsonType[];
  readonly example: CodecExample;
  /**
   * Decides at start whatever can be decided. `argument` is `null` for a codec without one.
   * Gives `undefined` when it reported an error.
   */
  compile(argument: JsonValue, input: CodecInput, tools: CodecTools): Conversion | undefined;
}
