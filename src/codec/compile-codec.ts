import { type Codec, CodecRefusal } from './codec.ts';
import { CodecCompiler } from './codec-compiler.ts';
import type { CodecFault, CodecInput, ReportedFault } from './codec-kind.ts';
import { overEnumeration } from './enumerated-codec.ts';
import type { JsonValue } from './json-value.ts';
import { written } from './value-words.ts';

/** What the caller's schema says of the values, and the codecs that the app registered. */
export interface CodecContext extends CodecInput {
  readonly custom: ReadonlyMap<string, Codec>;
}

/** What came of a codec's specification. */
export interface CompiledCodec {
  /** `undefined` when a fault of severity `error` was found. */
  readonly codec: Codec | undefined;
  readonly faults: readonly CodecFault[];
}

/**
 * Compiles a codec as the author wrote it: a name, an object with one member, or a list of them, applied in order
 * towards the upstream.
 *
 * In:  `["trim", { "prefix": "usr_" }]`, and what the caller's schema says of the value.
 * Out: the codec, and every fault found: unknown names, wrong arguments, types that do not fit, tables with gaps, and
 *      losses as warnings.
 */
export function compileCodec(specification: JsonValue, context: CodecContext): CompiledCodec {
  const compiler = new CodecCompiler(context.custom);
  const codec = compiler.compile(specification, context, []);
  const report = (fault: ReportedFault) => compiler.report([], fault);
  const whole = codec && checkWhole(codec, context.enumeration, report);
  const failed = compiler.faults.some(({ severity }) => severity === 'error');
  return { codec: failed ? undefined : whole, faults: compiler.faults };
}

type Report = (fault: ReportedFault) => void;

/** What can be said of the whole alone: values of an enum that cannot be sent, and what is lost. */
function checkWhole(codec: Codec, enumeration: CodecInput['enumeration'], report: Report): Codec {
  for (const value of enumeration ?? []) {
    const result = codec.encode(value);
    if (!(result instanceof CodecRefusal)) continue;
    report({
      rule: 'codec-domain',
      message: `${written(value)} of the enum cannot be encoded: ${result.reason}`,
      cure: 'take the value out of the enum, or take another codec',
    });
  }
  const exact = enumeration === undefined ? codec : overEnumeration(codec, enumeration);
  if (exact.lossy !== undefined) {
    report({
      severity: 'warning',
      rule: 'codec-lossy',
      message: `${codec.name} loses ${exact.lossy}, which no answer can give back`,
      cure: 'keep it where the upstream does not tell such values apart; otherwise take a codec that loses nothing',
    });
  }
  return exact;
}
