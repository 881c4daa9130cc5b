import type { JsonObject } from '../../../codec/json-value.ts';
import { pointerTo } from '../../../contract/json-pointer.ts';
import type { Part } from '../parts.ts';
import type { ParentSite, ShapeVariable } from '../variable.ts';
import { subjectOf } from '../words.ts';
import { conditionOf } from './condition.ts';
import { alsoFits, type NoRule, type SuggestedRule } from './rule.ts';

/** One part with the variable that it is about. */
export interface Half {
  readonly variable: ShapeVariable;
  readonly part: Part;
}

/** A rule between two members of one object; there is none between two locations. */
export function ruleForPair(one: Half, other: Half): SuggestedRule | NoRule {
  const parent = sharedParent(one.variable, other.variable);
  if (parent === undefined) return { because: 'a contract has no rule between two places that are not in one object' };
  const [first, second] = [memberOf(one), memberOf(other)];
  const { file } = parent;
  if (first.isAbsent && second.isAbsent) {
    const schema = { anyOf: [{ required: [first.name] }, { required: [second.name] }] };
    return { words: `ask for ${first.subject} or ${second.subject}`, file, patch: [alsoFits(parent, schema)] };
  }
  if (first.isAbsent) return requireBeside(parent, second, first);
  if (second.isAbsent) return requireBeside(parent, first, second);
  const schema = { not: having(first, second) };
  return {
    words: `refuse ${first.subject} and ${second.subject} together, where they are like this`,
    file,
    patch: [alsoFits(parent, schema)],
  };
}

interface Member {
  readonly name: string;
  readonly subject: string;
  readonly isAbsent: boolean;
  /** `undefined`: any value. */
  readonly condition: JsonObject | undefined;
}

function memberOf({ variable, part }: Half): Member {
  const condition = conditionOf(variable, part);
  const isAbsent = part.kind === 'equal' && part.level.is === 'absent';
  return { name: variable.path.at(-1) ?? '', subject: subjectOf(variable), isAbsent, condition };
}

function sharedParent(one: ShapeVariable, other: ShapeVariable): ParentSite | undefined {
  const [first, second] = [one.site.parent, other.site.parent];
  if (first === undefined || first.file !== second?.file || first.pointer !== second.pointer) return undefined;
  // A schema that is used twice in one request is one object of the contract, and two of the request.
  return one.in === other.in && one.path.slice(0, -1).join('/') === other.path.slice(0, -1).join('/')
    ? first
    : undefined;
}

function requireBeside(parent: ParentSite, given: Member, missing: Member): SuggestedRule {
  const words = `ask for ${missing.subject} where ${given.subject} is ${given.condition === undefined ? 'given' : 'like this'}`;
  if (given.condition === undefined && parent.keywords['dependentRequired'] === undefined) {
    const path = pointerTo(parent.pointer, 'dependentRequired');
    return { words, file: parent.file, patch: [{ op: 'add', path, value: { [given.name]: [missing.name] } }] };
  }
  const schema = { if: having(given), then: { required: [missing.name] } };
  return { words, file: parent.file, patch: [alsoFits(parent, schema)] };
}

function having(...members: readonly Member[]): JsonObject {
  const properties = Object.fromEntries(members.map(({ name, condition }) => [name, condition ?? {}]));
  return { properties, required: members.map(({ name }) => name) };
}
