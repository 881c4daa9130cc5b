import { isObject } from '../../../codec/json-type.ts';
import type { JsonValue } from '../../../codec/json-value.ts';
import type { SchemaNode } from '../../../contract/schema-node.ts';
import { quote } from '../../../problem/quote.ts';
import { andList, orList } from '../../../problem/type-phrase.ts';
import { refusalOf } from '../refused-value.ts';
import type { Fault, Subject, Walk } from '../walk.ts';
import { nearestBranch } from './nearest-branch.ts';
import { admitsTypeOf, branchPhrase, listedValues, onlyRequires } from './outline.ts';
import { explainTag } from './tag.ts';

/** A value that fits none of several branches. */
export interface FailedChoice {
  readonly branches: readonly SchemaNode[];
  readonly subject: Subject;
  readonly code: 'anyOf' | 'oneOf';
}

/**
 * Tells what is wrong with a value that fits no branch, as well as can be known.
 *
 * One branch is clearly meant where the value's type, its tag (a member with `const` or `enum`), or by far the fewest faults
 * say so: then the faults are those of that branch. Otherwise one fault tells what the branches want.
 */
export function explainBranches(walk: Walk, failed: FailedChoice): void {
  if (walk.faults === undefined) return;
  const { branches, subject } = failed;
  const admitting = branches.filter((branch) => admitsTypeOf(branch, subject.value));
  const told = tellByOutline(failed, admitting);
  const [only] = admitting;
  if (told !== undefined) walk.faults.add(told);
  else if (admitting.length === 1 && only !== undefined) walk.visit(only, subject);
  else if (!tellByTag(walk, subject, admitting)) tellByNearest(walk, failed, admitting);
}

function tellByTag(walk: Walk, subject: Subject, branches: readonly SchemaNode[]): boolean {
  const { value } = subject;
  return isObject(value) && explainTag(walk, { branches, subject, value });
}

function tellByNearest(walk: Walk, failed: FailedChoice, branches: readonly SchemaNode[]): void {
  const { branch, tell } = nearestBranch(walk, branches, failed.subject);
  if (branch !== undefined) walk.visit(branch, failed.subject);
  else walk.faults?.add({ ...faultOf(failed), tell });
}

/** What the outlines of the branches tell already: their types, their lists of values, or what they require. */
function tellByOutline(failed: FailedChoice, admitting: readonly SchemaNode[]): Fault | undefined {
  const { branches, subject } = failed;
  const allowed = allListed(admitting.length > 0 ? admitting : branches);
  if (allowed !== undefined) {
    return { ...faultOf(failed), ...refusalOf(subject.value, allowed) };
  }
  if (admitting.length === 0) {
    const phrases = branches.map(branchPhrase).filter((phrase) => phrase !== undefined);
    const tell: Fault['tell'] = (seen) => `must be ${orList([...new Set(phrases)])}${seen.got}${seen.unset}`;
    return phrases.length === 0 ? undefined : { ...faultOf(failed), code: 'type', tell };
  }
  const required = branches.map(onlyRequires);
  if (!required.every((names) => names !== undefined)) return undefined;
  const options = required.map((names) => andList(names.map(quote)));
  const wanted = required.some((names) => names.length > 1) ? options.join(', or ') : andList(options);
  const number = failed.code === 'oneOf' ? 'exactly one' : 'at least one';
  return { ...faultOf(failed), tell: () => `must have ${number} of ${wanted}` };
}

function allListed(branches: readonly SchemaNode[]): JsonValue[] | undefined {
  const values = branches.map(listedValues);
  return values.every((listed) => listed !== undefined) ? values.flat() : undefined;
}

const faultOf = ({ subject, code }: FailedChoice): Omit<Fault, 'tell'> => ({
  spot: subject.spot,
  value: subject.value,
  node: undefined,
  code,
});
