import type { JsonValue } from '../../codec/json-value.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import type { ViolationCode } from '../../problem/violation-codes.ts';
import { suggestionText } from './refused-value.ts';
import type { Keyword, Seen } from './walk.ts';

/** A keyword that looks at a value alone: `Value` is what it judges, `Limit` what it is compared with. */
export interface Assertion<Value extends JsonValue, Limit extends JsonValue> {
  readonly keyword: ViolationCode;
  /** Values of other types pass. */
  readonly judges: (value: JsonValue) => value is Value;
  /** A limit of another type is a finding of the contract, and is not applied. */
  readonly limits: (limit: JsonValue) => limit is Limit;
  accepts(value: Value, limit: Limit, node: SchemaNode): boolean;
  /** What follows the value's name in the sentence. */
  tell(refused: {
    readonly value: Value;
    readonly limit: Limit;
    readonly seen: Seen;
    readonly node: SchemaNode;
    /** What `nearest` gave. */
    readonly near: JsonValue | undefined;
  }): string;
  /** What was probably meant. */
  nearest?(value: JsonValue, limit: Limit): JsonValue | undefined;
}

/** Makes a keyword of an assertion. */
export function assertion<Value extends JsonValue, Limit extends JsonValue>(rule: Assertion<Value, Limit>): Keyword {
  return {
    name: rule.keyword,
    compile(node) {
      const limit = node.keywords[rule.keyword];
      if (limit === undefined || !rule.limits(limit)) return undefined;
      return (walk, { value, spot }) => {
        if (!rule.judges(value) || rule.accepts(value, limit, node)) return true;
        if (walk.faults === undefined) return false;
        const near = rule.nearest?.(value, limit);
        walk.faults.add({
          spot,
          value,
          node,
          code: rule.keyword,
          tell: (seen) => rule.tell({ value, limit, seen, node, near }),
          suggestion: suggestionText(near),
        });
        return false;
      };
    },
    test(node) {
      const limit = node.keywords[rule.keyword];
      if (limit === undefined || !rule.limits(limit)) return undefined;
      return (value) => !rule.judges(value) || rule.accepts(value, limit, node);
    },
  };
}
