import type { JsonObject } from '../../../codec/json-value.ts';
import type { SchemaNode } from '../../../contract/schema-node.ts';
import { showDeclared } from '../../../problem/quote.ts';
import { orList } from '../../../problem/type-phrase.ts';
import { refusalOf } from '../refused-value.ts';
import { partOf, type Subject, type Walk } from '../walk.ts';
import { lists, tagNames, tagValues } from './outline.ts';

/** An object that should fit one of several branches. */
export interface TaggedChoice {
  readonly branches: readonly SchemaNode[];
  readonly subject: Subject;
  readonly value: JsonObject;
}

/**
 * Explains by the tag of an object: the member for which every branch lists values, such as `kind`.
 *
 * Out: whether it could: the branch that the tag names told its faults, or the tag itself is missing or wrong.
 */
export function explainTag(walk: Walk, choice: TaggedChoice): boolean {
  const { branches, subject, value } = choice;
  const [first, ...others] = branches;
  if (first === undefined || others.length === 0) return false;
  const tag = tagNames(first).find((name) => others.every((branch) => tagValues(branch, name) !== undefined));
  if (tag === undefined) return false;
  const sent = Object.hasOwn(value, tag) ? value[tag] : undefined;
  const named = branches.filter((branch) => sent !== undefined && lists(tagValues(branch, tag) ?? [], sent));
  const [only] = named;
  if (named.length > 1) return false;
  if (only !== undefined) {
    walk.visit(only, subject);
    return true;
  }
  const allowed = [...new Set(branches.flatMap((branch) => tagValues(branch, tag) ?? []))];
  const member = partOf(subject, tag, sent ?? null);
  if (sent === undefined) {
    walk.faults?.add({
      spot: member.spot,
      value: undefined,
      node: undefined,
      code: 'required',
      tell: () => `is required: ${orList(allowed.map(showDeclared))}`,
    });
  } else {
    walk.faults?.add({
      spot: member.spot,
      value: sent,
      node: undefined,
      ...refusalOf(sent, allowed),
    });
  }
  return true;
}
