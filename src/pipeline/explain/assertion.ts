import type { JsonValue } from '../../codec/json-value.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import type { ViolationCode } from '../../problem/violation-codes.ts';
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
  }): string;
  /** What was probably meant. */
  suggest?(value: JsonValue, limit: Limit): string | undefined;
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
        walk.faults?.add({
          spot,
          value,
          node,
          code: rule.keyword,
          tell: (seen) => rule.tell({ value, limit, seen, node }),
          suggestion: rule.suggest?.(value, limit),
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
