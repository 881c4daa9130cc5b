import type { UnknownPolicy } from '../../contract/contract.ts';
import type { Definitions } from '../image/definitions.ts';
import type { PlainSchema } from '../image/plain-schema.ts';

/** Keywords that what is dropped or refused beside them may decide. */
const pattern = /"(anyOf|oneOf|not|if|dependentSchemas|dependentRequired|minProperties|propertyNames)":/;

/**
 * Whether the policy for undeclared members is more than schemas say: where they are dropped, or refused on a branch that
 * does not apply, it has to be tried.
 */
export function policyHindrance(
  policy: UnknownPolicy,
  schema: PlainSchema,
  definitions: Definitions,
): { readonly keyword: string; readonly because: string } | undefined {
  if (policy === 'forward') return undefined;
  const text = JSON.stringify([schema, definitions.all]).replaceAll(ownWords, '');
  const keyword = pattern.exec(text)?.[1];
  if (keyword === undefined) return undefined;
  return {
    keyword,
    because: `members that nobody declares are ${policy === 'drop' ? 'dropped' : 'refused'} beside it`,
  };
}

/** How a required member is said of values that are objects. */
const ownWords = '{"anyOf":[{"not":{"type":"object"}},';
