import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Finding } from '../../contract/finding.ts';
import { childOf, pointerNames } from '../../contract/json-pointer.ts';
import { keywordForms } from '../read/schema-forms.ts';

/** What was taken out of a contract because of a finding, as a pointer into the contract, and in words. */
export interface Repair {
  readonly pointer: string;
  readonly words: string;
}

/**
 * Takes out of a contract what an error finding is about, as little as possible: a keyword, a schema, a parameter, an
 * answer, at last the operation. The contract is written to.
 */
export function repairContract(contract: JsonObject, { pointer }: Finding): Repair | undefined {
  const names = pointerNames(pointer);
  const words = repairAt(contract, names);
  return words === undefined ? undefined : { pointer, words };
}

function repairAt(contract: JsonObject, names: readonly string[]): string | undefined {
  const holder = at(contract, names.slice(0, -1));
  const last = names.at(-1) ?? '';
  if (!isObject(holder) || !Object.hasOwn(holder, last)) return undefined;
  if (isKeyword(names) && (keywordForms.has(last) || last.startsWith('x-'))) {
    delete holder[last];
    return `\`${last}\` is left out`;
  }
  if (names[0] === '$defs') return open(holder, last, 'the schema takes anything');
  const [, operation = '', member, ...rest] = names;
  if (names[0] !== 'operations' || member === undefined) return remove(contract, 'operations', operation);
  const written = at(contract, ['operations', operation]);
  if (!isObject(written)) return undefined;
  return repairOperation(written, member, rest) ?? remove(contract, 'operations', operation);
}

/** Not the name of a member that is declared, nor that of a definition. */
function isKeyword(names: readonly string[]): boolean {
  const holder = names.at(-2) ?? '';
  return names.length > 3 || names[0] === '$defs'
    ? !['properties', 'patternProperties', '$defs', 'operations', 'content', 'dependentSchemas'].includes(holder)
    : false;
}

function repairOperation(operation: JsonObject, member: string, rest: readonly string[]): string | undefined {
  const below = at(operation, [member]);
  if (member === 'query' || member === 'headers' || member === 'cookies') {
    const [, name] = rest;
    if (rest[0] !== 'properties' || name === undefined) return remove(operation, '', member);
    forward(operation, member);
    return removeParameter(below, name);
  }
  if (member === 'path' && rest[1] !== undefined) return replace(at(operation, [member, 'properties']), rest[1]);
  if ((member === 'body' || member === 'responses') && rest.length > 0)
    return repairContent(operation, [member, ...rest]);
  return undefined;
}

/** A schema of content takes anything, once it is known to be the reason; then the content, and the answer, goes. */
function repairContent(operation: JsonObject, names: readonly string[]): string | undefined {
  const index = names.indexOf('content');
  const header = names.indexOf('headers');
  const holder = at(operation, names.slice(0, -1));
  const last = names.at(-1) ?? '';
  if (header === 2 && names[4] !== undefined) return removeParameter(at(operation, names.slice(0, 3)), names[4]);
  if (index === -1 || names.length < index + 2) {
    return names[0] === 'responses' ? remove(at(operation, ['responses']), '', names[1] ?? '') : undefined;
  }
  if (names[0] === 'body' && isObject(holder) && holder[last] !== true) return open(holder, last, 'it takes anything');
  if (names.length > index + 2 && isObject(holder)) return open(holder, last, 'it takes anything');
  const content = at(operation, names.slice(0, index + 1));
  if (names[0] === 'body' && isObject(content) && Object.keys(content).length === 1) return undefined;
  return remove(content, '', names[index + 1] ?? '');
}

const at = (value: JsonValue, names: readonly string[]): JsonValue | undefined =>
  names.reduce<JsonValue | undefined>((found, name) => (found === undefined ? found : childOf(found, name)), value);

function open(holder: JsonObject, name: string, words: string): string | undefined {
  if (holder[name] === true) return undefined;
  holder[name] = true;
  return words;
}

function replace(properties: JsonValue | undefined, name: string): string | undefined {
  if (!isObject(properties)) return undefined;
  properties[name] = { type: 'string' };
  return 'any text is taken';
}

function remove(holder: JsonValue | undefined, member: string, name: string): string | undefined {
  const from = member === '' ? holder : childOf(holder ?? null, member);
  if (!isObject(from) || !Object.hasOwn(from, name)) return undefined;
  delete from[name];
  return `\`${name}\` is left out`;
}

function removeParameter(group: JsonValue | undefined, name: string): string | undefined {
  if (!isObject(group)) return undefined;
  const { required } = group;
  if (Array.isArray(required)) group['required'] = required.filter((needed) => needed !== name);
  return remove(group, 'properties', name);
}

/** What is not declared is passed on all the same; header fields are anyway. */
function forward(operation: JsonObject, member: 'query' | 'headers' | 'cookies'): void {
  if (member === 'headers') return;
  const unknown = operation['unknown'];
  operation['unknown'] = { ...(isObject(unknown) ? unknown : {}), [member]: 'forward' };
}
