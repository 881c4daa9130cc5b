import type { JsonValue } from '../../../codec/json-value.ts';
import { pointerTo } from '../../../contract/json-pointer.ts';
import type { PatchStep } from '../insight.ts';
import type { ParentSite } from '../variable.ts';

/** A rule that refuses the requests of a shape. */
export interface SuggestedRule {
  /** `make query \`age\` required`. */
  readonly words: string;
  readonly file: string;
  readonly patch: readonly PatchStep[];
  /** Whether it also refuses the empty value, which the shape is not about. */
  readonly refusesEmpty?: boolean;
}

/** Why there is no rule. */
export interface NoRule {
  readonly because: string;
}

/** Whether there is a rule. */
export const isRule = (rule: SuggestedRule | NoRule): rule is SuggestedRule => 'patch' in rule;

/** Adds a keyword, or puts another value in the place of the one it has. */
export const setKeyword = ({ pointer }: ParentSite, keyword: string, value: JsonValue): PatchStep => ({
  op: 'add',
  path: pointerTo(pointer, keyword),
  value,
});

/** Adds a schema that has to fit, too, whatever else stands there. */
export function alsoFits({ pointer, hasAllOf }: ParentSite, schema: JsonValue): PatchStep {
  const path = pointerTo(pointer, 'allOf');
  return hasAllOf ? { op: 'add', path: `${path}/-`, value: schema } : { op: 'add', path, value: [schema] };
}

/** Adds a name to `required`. */
export function requireMember({ pointer, keywords }: ParentSite, name: string): PatchStep {
  const path = pointerTo(pointer, 'required');
  if (!Array.isArray(keywords['required'])) return { op: 'add', path, value: [name] };
  return { op: 'add', path: `${path}/-`, value: name };
}
