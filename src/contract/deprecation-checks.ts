import type { JsonValue } from '../codec/json-value.ts';
import type { Deprecation } from './deprecation.ts';
import { readDeprecation } from './deprecation.ts';
import { isObject } from '../codec/json-type.ts';
import type { OperationScope } from './operation-scope.ts';
import { pointerTo } from './json-pointer.ts';
import type { FindingList } from './finding-list.ts';
import type { SchemaNode } from './schema-node.ts';

/** Reads `deprecated` of an operation, with a finding for each date that cannot be meant. */
export function operationDeprecation(scope: OperationScope, written: JsonValue | undefined): Deprecation | undefined {
  const { deprecation, faults } = readDeprecation(written);
  for (const { member, fault } of faults) scope.report(pointerTo(scope.pointer, 'deprecated', member), fault);
  return deprecation;
}

/** Checks the dates of one schema: those of `x-deprecated`, and of each `x-alias`. */
export function checkSchemaDates(
  { findings }: { readonly findings: FindingList },
  { keywords, origin }: SchemaNode,
): void {
  const check = (written: JsonValue | undefined, ...steps: (string | number)[]): void => {
    if (!isObject(written)) return;
    for (const { member, fault } of readDeprecation(written).faults) {
      findings.add(origin.file, pointerTo(origin.pointer, ...steps, member), fault);
    }
  };
  check(keywords['x-deprecated'], 'x-deprecated');
  const alias = keywords['x-alias'];
  if (Array.isArray(alias)) for (const [index, one] of alias.entries()) check(one, 'x-alias', index);
  else check(alias, 'x-alias');
}
