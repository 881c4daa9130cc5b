import type { SchemaNode } from '../../contract/schema-node.ts';
import { additionalProperties } from './keyword/additional-properties.ts';
import { allOf } from './keyword/all-of.ts';
import { anyOf } from './keyword/any-of.ts';
import { constant } from './keyword/const.ts';
import { contains } from './keyword/contains.ts';
import { dependentRequired } from './keyword/dependent-required.ts';
import { dependentSchemas } from './keyword/dependent-schemas.ts';
import { enumeration } from './keyword/enum.ts';
import { exclusiveMaximum } from './keyword/exclusive-maximum.ts';
import { exclusiveMinimum } from './keyword/exclusive-minimum.ts';
import { format } from './keyword/format.ts';
import { condition } from './keyword/if.ts';
import { items } from './keyword/items.ts';
import { maxItems } from './keyword/max-items.ts';
import { maxLength } from './keyword/max-length.ts';
import { maxProperties } from './keyword/max-properties.ts';
import { maximum } from './keyword/maximum.ts';
import { minItems } from './keyword/min-items.ts';
import { minLength } from './keyword/min-length.ts';
import { minProperties } from './keyword/min-properties.ts';
import { minimum } from './keyword/minimum.ts';
import { multipleOf } from './keyword/multiple-of.ts';
import { not } from './keyword/not.ts';
import { oneOf } from './keyword/one-of.ts';
import { patternProperties } from './keyword/pattern-properties.ts';
import { pattern } from './keyword/pattern.ts';
import { prefixItems } from './keyword/prefix-items.ts';
import { properties } from './keyword/properties.ts';
import { propertyNames } from './keyword/property-names.ts';
import { ref } from './keyword/ref.ts';
import { required } from './keyword/required.ts';
import { type } from './keyword/type.ts';
import { unevaluatedItems } from './keyword/unevaluated-items.ts';
import { unevaluatedProperties } from './keyword/unevaluated-properties.ts';
import { uniqueItems } from './keyword/unique-items.ts';
import { repeats } from './repeats.ts';
import type { Check, Keyword, Test } from './walk.ts';

// In the order in which faults help most; the two that look at what all others evaluated come last.
const values = [type, constant, enumeration, minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf];
const texts = [minLength, maxLength, format, pattern];
const lists = [minItems, maxItems, uniqueItems, prefixItems, items, contains];
const objects = [minProperties, maxProperties, required, properties, patternProperties, additionalProperties];
const names = [propertyNames, dependentRequired];
const inPlace = [ref, allOf, anyOf, oneOf, not, condition, dependentSchemas];
const unevaluated = [unevaluatedItems, unevaluatedProperties];

/** Every keyword that judges, each in a file of its own. */
const keywords: readonly Keyword[] = [...values, ...texts, ...lists, ...objects, ...names, ...inPlace, ...unevaluated];

/** What one schema asks, ready to run. */
export interface Plan {
  readonly checks: readonly Check[];
  /** Whether the schema asks what was evaluated, and so needs to keep account. */
  readonly keepsAccount: boolean;
  /** True where the first check is of the type: when that fails, no other says anything of use. */
  readonly beginsWithType: boolean;
  /** Whether one value may come back to the schema on more ways than can be counted, so that verdicts must be kept. */
  readonly repeats: boolean;
  /** The verdict on a scalar, where every keyword looks at the value alone. */
  readonly acceptsScalar: Test | undefined;
}

const plans = new WeakMap<SchemaNode, Plan>();

/** The plan of a schema, made when a value first meets it: few schemas of a contract ever refuse anything. */
export function planOf(node: SchemaNode): Plan {
  const known = plans.get(node);
  if (known !== undefined) return known;
  const plan: Plan = {
    checks: keywordChecks(node).map(({ check }) => check),
    keepsAccount: node.unevaluatedItems !== undefined || node.unevaluatedProperties !== undefined,
    beginsWithType: node.keywords['type'] !== undefined,
    repeats: repeats(node),
    acceptsScalar: compileAcceptsScalar(node),
  };
  plans.set(node, plan);
  return plan;
}

/** The checks of a schema in their order, each with the name of its keyword. */
export function keywordChecks(node: SchemaNode): { name: string; check: Check }[] {
  return keywords.flatMap(({ name, compile }) => {
    const check = compile(node);
    return check === undefined ? [] : [{ name, check }];
  });
}

/** Most values of a refused request fit, and most of them are scalars: these need no walk. */
function compileAcceptsScalar(node: SchemaNode): Test | undefined {
  const tests: Test[] = [];
  for (const keyword of keywords) {
    if (keyword.test !== undefined) {
      const test = keyword.test(node);
      if (test !== undefined) tests.push(test);
    } else if (inPlace.includes(keyword) && keyword.compile(node) !== undefined) return undefined;
  }
  return (value) => {
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
}
