import { canonicalText } from '../canonical-text.ts';
import { CodecRefusal } from '../codec.ts';
import type { CodecInput, CodecTools, KnownMembers } from '../codec-kind.ts';
import type { JsonObject, JsonValue } from '../json-value.ts';

/**
 * Finds at start what a codec would refuse in every request: names that it asks for and the schema does not have, and
 * members that it has no place for.
 */
export function checkNames(names: readonly string[], input: CodecInput, tools: CodecTools): void {
  for (const name of names) checkMember({ name }, input, tools);
  if (input.members?.complete !== true) return;
  checkPlaces(new Set(names), input.members, {
    tools,
    cure: 'name it in the argument, or send it elsewhere by an `x-upstream` of its own',
  });
}

/** What an argument asks for: a member of the object that the codec meets, or of the items of its list. */
interface AskedMember {
  readonly name: string;
  /** @default 'the object has' */
  readonly holder?: 'the object has' | 'the items have';
  /** Into the argument. */
  readonly path?: readonly string[];
}

/** Whether a member that a codec asks for can be there; one that nobody declares is reported. */
export function checkMember(
  { name, holder = 'the object has', path = [] }: AskedMember,
  { members }: CodecInput,
  { report }: CodecTools,
): boolean {
  if (members?.complete !== true || members.byName.has(name)) return true;
  const known = [...members.byName.keys()].map(quoted).join(', ');
  report({
    path,
    rule: 'codec-members',
    message: `${holder} no member ${quoted(name)} when the codec meets ${holder === 'the object has' ? 'it' : 'them'}`,
    cure: known === '' ? 'declare it' : `declare it, or write one of ${known}`,
  });
  return false;
}

/** Tells of members that the upstream's value has no place for: those that are always there make every value a refused one. */
export function checkPlaces(
  placed: ReadonlySet<string>,
  { byName, required }: KnownMembers,
  { tools, cure }: { readonly tools: CodecTools; readonly cure: string },
): void {
  for (const name of [...byName.keys()].filter((each) => !placed.has(each))) {
    tools.report({
      severity: required.has(name) ? 'error' : 'warning',
      rule: 'codec-members',
      message: `the codec has no place for the member ${quoted(name)}, so that an object that has it is refused`,
      cure,
    });
  }
}

const quoted = (name: string): string => `\`${name}\``;

/** Refuses an object that has a member for which there is no place; its name is the schema's, never a value. */
export function refuseOthers(object: JsonObject, names: ReadonlySet<string>): CodecRefusal | undefined {
  for (const name of Object.keys(object)) if (!names.has(name)) return othersRefused;
  return undefined;
}

const othersRefused = new CodecRefusal('it has a member that the upstream has no place for');

/** Whether two values are the same for JSON: members in any order, numbers in any spelling. */
export function isSame(left: JsonValue | undefined, right: JsonValue): boolean {
  return left === right || (left !== undefined && canonicalText(left) === canonicalText(right));
}
