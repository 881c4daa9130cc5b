import type { JsonValue } from '../../codec/json-value.ts';
import type { ValuePath } from '../../codec/value-path.ts';
import type { NameForm, NameRule } from '../../contract/answer-names.ts';
import type { Operation } from '../../contract/contract.ts';
import type { Location } from '../../http/location.ts';
import type { Owner } from './caller-place.ts';
import { compileFindOwner, type FindOwner } from './name-index.ts';
import { nameForms, type ReadName } from './name-forms.ts';

/** A name in the caller's terms. */
export interface TranslatedName {
  readonly name: JsonValue;
  /** Of the caller's value; `undefined` for a value that is not the caller's. */
  readonly location: Location | undefined;
}

/** Translates one name as it is written; `undefined` for what is nobody's name that the mapping knows. */
export type TranslateName = (written: JsonValue, said: Location | undefined) => TranslatedName | undefined;

/** What stands for a value that the contract adds: what the upstream calls it is not the caller's business. */
const notTheCallers = 'gateway';

/** Compiles the translation of names of one rule. */
export function compileTranslateName(operation: Operation, rule: NameRule): TranslateName {
  const find = compileFindOwner(operation);
  const read = nameForms[rule.form];
  const fixed = rule.location.kind === 'fixed' ? rule.location.location : undefined;
  return (written, said) => {
    const name = read(written);
    if (name === undefined) return undefined;
    if (rule.location.kind === 'first') return translateFirst(name, find, rule);
    const owner = findWhole(find, { name, written, location: said ?? fixed });
    if (owner === undefined) return undefined;
    const location = owner === 'nobody' ? undefined : owner.in;
    return { name: name.write(callerSteps(owner, rule.form)), location };
  };
}

/** A name with a dot in it may be one name. */
function findWhole(
  find: FindOwner,
  { name, written, location }: { name: ReadName; written: JsonValue; location: Location | undefined },
): Owner | undefined {
  const owner = find({ steps: name.steps, location });
  if (owner !== undefined || typeof written !== 'string' || name.steps.length < 2) return owner;
  return find({ steps: [written], location });
}

/** The first step says the location, in a word of the upstream's; where it does not, all steps are the name. */
function translateFirst(name: ReadName, find: FindOwner, rule: NameRule): TranslatedName | undefined {
  const [word = '', ...rest] = name.steps;
  const said = rule.words.get(String(word));
  const isWholeBody = said === 'body' && rest.length === 0;
  const owner = isWholeBody ? wholeBody : find({ steps: said === undefined ? name.steps : rest, location: said });
  if (owner === undefined) return undefined;
  if (said === undefined) return { name: name.write(callerSteps(owner, rule.form)), location: undefined };
  const location = owner === 'nobody' || owner.in === said ? undefined : owner.in;
  const lead = location === undefined ? word : wordOf(rule, location);
  return { name: name.write([lead, ...(owner === 'nobody' ? [] : owner.path)]), location };
}

const wholeBody: Owner = { in: 'body', path: [] };

/** The way to a value as it is written in a form; that of a body as a whole is empty where a way can be. */
function callerSteps(owner: Owner, form: NameForm): ValuePath {
  const canBeEmpty = form === 'pointer' || form === 'path';
  if (owner === 'nobody') return canBeEmpty ? [] : [notTheCallers];
  return owner.path.length > 0 || canBeEmpty ? owner.path : [owner.in];
}

/** What the upstream calls a location. */
export function wordOf({ words }: NameRule, location: Location): string {
  return [...words].find(([, meant]) => meant === location)?.[0] ?? location;
}
