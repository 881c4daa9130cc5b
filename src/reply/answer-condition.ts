import type { JsonValue } from '../codec/json-value.ts';
import { parseJson } from '../codec/json-text/parse.ts';
import type { SchemaNode } from '../contract/schema-node.ts';
import { type AnswerFields, fieldText } from '../http/answer-fields.ts';
import { isJsonMediaType, parseMediaType } from '../http/media-type.ts';
import { fitsSchema } from '../pipeline/explain/explain-value.ts';
import type { GateCompiler } from '../pipeline/validate/gate.ts';
import { contentCodings, decodeContent, isDecodable } from '../format/content-coding.ts';

/** A value of the upstream's, in its own terms. */
export interface UpstreamValue {
  readonly value: JsonValue;
  /** It may hold numbers that a double cannot. */
  readonly exact: boolean;
}

/** Whether a value of the upstream's fits a schema over its own terms. */
export type Condition = (read: UpstreamValue) => boolean;

/** Deeper content fits no condition. */
const deepest = 1000;

/** Compiles a schema over the upstream's values; the validator itself at its first use. */
export function compileCondition(node: SchemaNode, gates: GateCompiler): Condition {
  const fits = gates.gate(node);
  return ({ value, exact }) => (exact ? fitsSchema(node, value) : fits(value));
}

/** Whether a content can be judged by conditions: JSON in UTF-8, under codings that can be taken off. */
export function isJudgeable(fields: AnswerFields): boolean {
  const type = parseMediaType(fieldText(fields, 'content-type') ?? '');
  if (type === undefined || !isJsonMediaType(type.essence)) return false;
  const charset = type.parameters.get('charset')?.toLowerCase() ?? 'utf-8';
  return charset === 'utf-8' && isDecodable(codingsOf(fields));
}

/**
 * Reads a content that is judgeable.
 *
 * Out: `undefined` for what is larger than the limit when its codings are off, or no JSON: no condition holds for it.
 */
export function readUpstreamValue(
  content: Buffer,
  fields: AnswerFields,
  limitBytes: number,
): UpstreamValue | undefined {
  const decoded = decodeContent(content, codingsOf(fields), limitBytes);
  if (!decoded.ok) return undefined;
  const parsed = parseJson(decoded.bytes, { maxDepth: deepest });
  return parsed.ok ? { value: parsed.value, exact: parsed.exact } : undefined;
}

const codingsOf = (fields: AnswerFields): string[] => contentCodings(fieldText(fields, 'content-encoding') ?? '');
