import type { JsonValue } from '../codec/json-value.ts';
import type { AnswerCondition } from '../contract/answer-declaration.ts';
import { callerFormat } from '../contract/body-formats.ts';
import type { SchemaNode } from '../contract/schema-node.ts';
import { answerCodings, decodeContent, isDecodable } from '../format/content-coding.ts';
import { type AnswerFields, answerMediaType } from '../http/answer-fields.ts';
import { isJsonMediaType } from '../http/media-type.ts';
import { formatKind, isValueKind } from '../http/format-kind.ts';
import { fitsSchema } from '../pipeline/explain/explain-value.ts';
import type { GateCompiler } from '../pipeline/validate/gate.ts';
import { compileReadAnswer, type ReadAnswer } from './read-answer.ts';

/** A value of the upstream's, in its own terms. */
export interface UpstreamValue {
  readonly value: JsonValue;
  /** It may hold numbers that a double cannot. */
  readonly exact: boolean;
}

/** Whether a value of the upstream's fits a schema over its own terms. */
export type Condition = (read: UpstreamValue) => boolean;

/** A whole content of the upstream's without its codings. */
export interface UpstreamContent {
  readonly bytes: Buffer;
  /** In lower case, without parameters. */
  readonly mediaType: string;
  readonly charset: string | undefined;
}

/** Whether a content of the upstream's fits a schema over its own terms. */
export type ContentCondition = (content: UpstreamContent) => boolean;

/** Compiles a schema over the upstream's values; the validator itself at its first use. */
export function compileCondition(node: SchemaNode, gates: GateCompiler): Condition {
  const fits = gates.gate(node);
  return ({ value, exact }) => (exact ? fitsSchema(node, value) : fits(value));
}

/** The same over whole contents: JSON, XML, forms and text are read, by the types that the schema asks for. */
export function compileContentCondition({ schema, place }: AnswerCondition, gates: GateCompiler): ContentCondition {
  const holds = compileCondition(schema, gates);
  const readers = new Map<string, ReadAnswer>();
  const compileReader = (mediaType: string, kind: string): ReadAnswer => {
    const reader = compileReadAnswer({ format: callerFormat(mediaType, place).format, place, mostViolations: 1 });
    readers.set(kind, reader);
    return reader;
  };
  return ({ bytes, mediaType, charset }) => {
    const kind = formatKind(mediaType);
    const reading = (readers.get(kind) ?? compileReader(mediaType, kind))(bytes, charset);
    return reading.ok && holds(reading);
  };
}

/**
 * Whether conditions can be asked for a content: JSON, or another format of which an answer of the operation is declared,
 * under codings that can be taken off. What is not declared is never held back.
 */
export function isJudgeable(fields: AnswerFields, declaredTypes: ReadonlySet<string>): boolean {
  const essence = answerMediaType(fields)?.essence;
  if (essence === undefined || !isDecodable(answerCodings(fields))) return false;
  return isJsonMediaType(essence) || (declaredTypes.has(essence) && isValueKind(formatKind(essence)));
}

/**
 * Takes the codings off a content that is judgeable.
 *
 * Out: `undefined` for what is larger than the limit without them, or not what they say: no condition holds for it.
 */
export function upstreamContent(
  content: Buffer,
  fields: AnswerFields,
  limitBytes: number,
): UpstreamContent | undefined {
  const type = answerMediaType(fields);
  const decoded = decodeContent(content, answerCodings(fields), limitBytes);
  if (type === undefined || !decoded.ok) return undefined;
  return { bytes: decoded.bytes, mediaType: type.essence, charset: type.parameters.get('charset')?.toLowerCase() };
}
