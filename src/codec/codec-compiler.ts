import { builtinCodecs } from './builtin-codecs.ts';
import { chained } from './chain.ts';
import { type Codec, CodecRefusal } from './codec.ts';
import type { CodecFault, CodecInput, CodecKind, ReportedFault } from './codec-kind.ts';
import { isObject, type JsonType } from './json-type.ts';
import type { JsonValue } from './json-value.ts';
import { nearestCodec } from './nearest-codec.ts';
import { guardNull } from './null-guard.ts';
import { typeInWords, typesInWords, written } from './value-words.ts';

const kinds: ReadonlyMap<string, CodecKind> = new Map(builtinCodecs.map((kind) => [kind.name, kind]));

/** Where a step stands, and what it is given. */
interface Step {
  readonly input: CodecInput;
  readonly path: readonly (string | number)[];
  /** The rule that is broken when the types do not fit. */
  readonly rule: 'codec-type' | 'codec-chain';
}

/** Compiles the steps of one specification, and collects every fault on the way. */
export class CodecCompiler {
  readonly faults: CodecFault[] = [];
  readonly #custom: ReadonlyMap<string, Codec>;

  constructor(custom: ReadonlyMap<string, Codec>) {
    this.#custom = custom;
  }

  /** `path` is where the specification stands in the whole. */
  compile(specification: JsonValue, input: CodecInput, path: Step['path']): Codec | undefined {
    return Array.isArray(specification)
      ? this.#chain(specification, input, path)
      : this.#step(specification, { input, path, rule: 'codec-type' });
  }

  #chain(specification: readonly JsonValue[], context: CodecInput, path: Step['path']): Codec | undefined {
    if (specification.length === 0) {
      this.report(path, {
        rule: 'codec-argument',
        message: 'the list is empty',
        cure: 'write a codec into it, or leave `codec` out',
      });
    }
    const steps: Codec[] = [];
    let input = context;
    for (const [index, each] of specification.entries()) {
      const rule = index === 0 ? 'codec-type' : 'codec-chain';
      const codec = this.#step(each, { input, path: [...path, index], rule });
      if (codec === undefined) return undefined;
      steps.push(codec);
      input = inputAfter(codec, input);
    }
    return steps.length === 0 ? undefined : chained(steps);
  }

  #step(specification: JsonValue, step: Step): Codec | undefined {
    const entries = isObject(specification) ? Object.entries(specification) : [];
    const [name, argument] = typeof specification === 'string' ? [specification] : (entries[0] ?? []);
    if (name === undefined || entries.length > 1) {
      this.report(step.path, {
        rule: 'codec-argument',
        message: entries.length > 1 ? 'one object holds several codecs' : 'this is no codec',
        cure: 'write a name ("upper"), an object with one member ({ "scale": 2 }), or a list of them',
      });
      return undefined;
    }
    const path = argument === undefined ? step.path : [...step.path, name];
    const custom = this.#custom.get(name);
    const kind = custom === undefined ? kinds.get(name) : undefined;
    if (custom === undefined && kind === undefined) return this.#unknown(name, path);
    if (!this.#argumentFits(name, { argument, kind, path })) return undefined;
    if (kind === undefined) return custom;
    return this.#builtin(kind, argument ?? null, { ...step, path });
  }

  #unknown(name: string, path: Step['path']): undefined {
    const nearest = nearestCodec(name, [...kinds.keys(), ...this.#custom.keys()]);
    this.report(path, {
      rule: 'codec-unknown',
      message: `there is no codec ${written(name)}`,
      cure: nearest === undefined ? `write one of ${[...kinds.keys()].join(', ')}` : `write "${nearest}"`,
    });
  }

  #argumentFits(
    name: string,
    { argument, kind, path }: { argument: JsonValue | undefined; kind: CodecKind | undefined; path: Step['path'] },
  ): boolean {
    const takesOne = kind?.argument !== undefined;
    if (takesOne === (argument !== undefined)) return true;
    this.report(path, {
      rule: 'codec-argument',
      message: takesOne ? `\`${name}\` needs an argument: ${kind.argument}` : `\`${name}\` takes no argument`,
      cure: takesOne ? `write ${JSON.stringify(kind.example.specification)}` : `write "${name}"`,
    });
    return false;
  }

  #builtin(kind: CodecKind, argument: JsonValue, step: Step): Codec | undefined {
    const refused = this.#refusedTypes(kind, step);
    if (refused === undefined) return undefined;
    const conversion = kind.compile(argument, step.input, {
      report: (fault) => this.report(step.path, inChain(fault, step.rule)),
      nested: (specification, input, path) => this.compile(specification, input, [...step.path, ...path]),
    });
    const name = kind.argument === undefined ? kind.name : JSON.stringify({ [kind.name]: argument });
    return conversion && guardNull(name, conversion, refused.length > 0);
  }

  /** The declared types that the codec can never take; `undefined` where those are all. */
  #refusedTypes({ name, takes }: CodecKind, { input, path, rule }: Step): readonly JsonType[] | undefined {
    const types = input.types.filter((type) => type !== 'null');
    const isTaken = (type: JsonType) =>
      takes.length === 0 || takes.includes(type) || (type === 'integer' && takes.includes('number'));
    const refused = types.filter((type) => !isTaken(type));
    if (refused.length === 0) return refused;
    const given = rule === 'codec-chain' ? 'the step before makes' : 'the schema allows';
    const none = refused.length === types.length;
    this.report(path, {
      ...(none ? {} : { severity: 'warning' }),
      rule,
      message: `\`${name}\` takes ${typesInWords(takes)}, but ${given} ${refused.map(typeInWords).join(' and ')}`,
      cure: none ? 'take another codec' : `narrow the type, or every ${refused[0]} is refused`,
    });
    return none ? undefined : refused;
  }

  report(base: Step['path'], { path = [], severity = 'error', rule, message, cure }: ReportedFault): void {
    this.faults.push({ path: [...base, ...path], severity, rule, message, cure });
  }
}

/** A step that misses the schema's format says so differently where the step before took its place. */
function inChain(fault: ReportedFault, rule: Step['rule']): ReportedFault {
  if (rule !== 'codec-chain' || fault.rule !== 'codec-type') return fault;
  const cure = 'write it first: only the first codec of a list sees what the schema says';
  return { ...fault, rule, message: 'the step before makes text without a known format', cure };
}

/** What the next step of a chain is given. */
function inputAfter(codec: Codec, { enumeration }: CodecInput): CodecInput {
  const types = codec.produces === 'any' ? [] : [codec.produces];
  if (enumeration === undefined) {
    return { types, isOne: codec.makesOne, members: codec.makes === undefined ? undefined : madeBy(codec.makes) };
  }
  const encoded: JsonValue[] = [];
  for (const value of enumeration) {
    const result = codec.encode(value);
    // The whole chain is reported to refuse it.
    if (result instanceof CodecRefusal) return { types };
    encoded.push(result);
  }
  return { types, enumeration: encoded };
}

/** The members that a step makes; their types are not known. */
function madeBy(names: readonly string[]): CodecInput['members'] {
  return { byName: new Map(names.map((name) => [name, { types: [] }])), required: new Set(), complete: true };
}
