import { canonicalText } from '../canonical-text.ts';
import { CodecRefusal } from '../codec.ts';
import type { CodecInput, CodecTools } from '../codec-kind.ts';
import type { JsonObject, JsonValue } from '../json-value.ts';

/**
 * Finds at start what a codec would refuse in every request: names that it asks for and the schema does not have, and
 * members that it has no place for.
 */
export function checkNames(names: readonly string[], { members }: CodecInput, { report }: CodecTools): void {
  if (members?.complete !== true) return;
  const known = [...members.byName.keys()];
  for (const name of names.filter((each) => !members.byName.has(each))) {
    report({
      rule: 'codec-members',
      message: `the object has no member \`${name}\` when the codec meets it`,
      cure: known.length === 0 ? 'declare it' : `declare it, or write one of ${known.map(quoted).join(', ')}`,
    });
  }
  for (const name of known.filter((each) => !names.includes(each))) {
    const isCertain = members.required.has(name);
    report({
      ...(isCertain ? {} : { severity: 'warning' as const }),
      rule: 'codec-members',
      message: `the codec has no place for the member \`${name}\`, so that an object that has it is refused`,
      cure: 'name it in the argument, or send it elsewhere by an `x-upstream` of its own',
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
