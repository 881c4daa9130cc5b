import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { Field, FieldLocation } from './draft-rule.ts';
import type { FactReader } from './schema-facts.ts';

const groups = { path: 'path', query: 'query', headers: 'header', cookies: 'cookie' } as const;

/** The parameters of an operation of a contract. */
export function parametersOf(operation: JsonObject, reader: FactReader): Field[] {
  return Object.entries(groups).flatMap(([group, location]) => {
    const schema = operation[group];
    return schema === undefined || !isObject(schema) ? [] : membersOf({ in: location, path: [], schema }, reader);
  });
}

/** An object whose members are fields. */
export interface Holder {
  readonly in: FieldLocation;
  readonly path: readonly string[];
  readonly schema: JsonObject;
}

/** The direct members of an object. */
export function membersOf({ in: location, path, schema }: Holder, reader: FactReader): Field[] {
  const { properties, required } = reader.read(schema);
  const names = Object.keys(properties);
  return names.map((name, index): Field => {
    const member = properties[name] ?? {};
    const isRequired = location === 'path' || required.has(name);
    const position = names.length < 2 ? 0 : index / (names.length - 1);
    return {
      in: location,
      path: [...path, name],
      schema: member,
      facts: reader.read(member),
      required: isRequired,
      position,
    };
  });
}

const deepest = 5;

/** The members of an object, with those of the objects among them; what stands in lists is left to their items. */
export function allMembersOf(holder: Holder, reader: FactReader): Field[] {
  if (holder.path.length >= deepest) return [];
  return membersOf(holder, reader).flatMap((field) => {
    if (field.facts.type !== 'object') return [field];
    return [field, ...allMembersOf({ in: field.in, path: field.path, schema: field.schema }, reader)];
  });
}

/** The schema of the content of a body or an answer, where it is JSON or a form. */
export function jsonSchemaOf(content: JsonValue | undefined): JsonObject | undefined {
  if (content === undefined || !isObject(content)) return undefined;
  const found = Object.entries(content).find(([type]) => /json|urlencoded|multipart/.test(type))?.[1];
  return found !== undefined && isObject(found) ? found : undefined;
}

/** The schema of the body of an operation, where it is one that can be mapped. */
export function bodySchemaOf({ body }: JsonObject): JsonObject | undefined {
  return body !== undefined && isObject(body) ? jsonSchemaOf(body['content']) : undefined;
}
