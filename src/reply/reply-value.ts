import type { JsonValue } from '../codec/json-value.ts';
import type { AnswerBody } from '../contract/answer-declaration.ts';
import type { UnknownPolicy } from '../contract/contract.ts';
import type { AnswerFields } from '../http/answer-fields.ts';
import { explainValue } from '../pipeline/explain/explain-value.ts';
import type { GateCompiler } from '../pipeline/validate/gate.ts';
import { type AnswerViolation, withoutTold } from './answer-violation.ts';
import { compileBack } from './back/compile-back.ts';
import { createTrials } from './back/trials.ts';
import { compileKeepMembers } from './foreign-members.ts';
import { compileReadHeader } from './header-text.ts';

/** A value of the upstream's as it was read. */
export interface ReadValue {
  readonly value: JsonValue;
  /** It holds numbers that a double cannot. */
  readonly exact: boolean;
}

/** The same value in the caller's terms; the very same one where nothing had to be changed. */
export interface ReplyValue {
  readonly value: JsonValue;
  readonly violations: readonly AnswerViolation[];
}

/** Brings one value of an answer into the caller's terms. `received` are the fields as the upstream sent them. */
export type MapReplyValue = (read: ReadValue, received: AnswerFields) => ReplyValue;

/** What the mapping of values is compiled by. */
export interface ValueSettings {
  readonly gates: GateCompiler;
  readonly mostViolations: number;
  /** Whether anybody wants to know what does not fit. */
  readonly judges: boolean;
  /** What becomes of members that nobody declares. */
  readonly unknown: UnknownPolicy;
  /** Names of the request in the upstream's value become the caller's; the very same value where there are none. */
  readonly translate?: ((value: JsonValue) => JsonValue) | undefined;
}

/** Compiles the mapping and judgement of one declared value: a whole content, or one event of a stream. */
export function compileReplyValue(body: AnswerBody, settings: ValueSettings): MapReplyValue {
  const readBack = compileBack(body.plan);
  const readers = body.sources.map((source) => compileReadHeader(source, settings.mostViolations));
  const keep = compileKeepMembers(body, settings.unknown, settings.mostViolations);
  const judge = compileJudge(body, settings);
  return (read, received) => {
    const violations: AnswerViolation[] = [];
    const header = (index: number): JsonValue | undefined => {
      const reading = readers[index]?.(received);
      if (reading === undefined || reading.ok) return reading?.value;
      violations.push(...reading.violations);
      return reading.text;
    };
    const named = settings.translate?.(read.value) ?? read.value;
    const decoded = readBack(named, { in: 'body', root: named, header, path: [], violations, trials: createTrials() });
    const { value, violations: foreign } = keep(decoded);
    const misfits = judge(value, read.exact);
    // What a codec refused stays in the upstream's form, which seldom fits.
    violations.push(...withoutTold(misfits, violations), ...foreign);
    return { value, violations };
  };
}

type Judge = (value: JsonValue, isExact: boolean) => AnswerViolation[];

/** The fast validator decides; the explaining walk says why not, and judges numbers that a double cannot hold. */
function compileJudge({ schema: node, place }: AnswerBody, settings: ValueSettings): Judge {
  if (!settings.judges) return () => [];
  const fits = settings.gates.gate(node);
  return (value, isExact) => {
    if (!isExact && fits(value)) return [];
    return explainValue({ in: 'body', node, place, value, cap: settings.mostViolations });
  };
}
