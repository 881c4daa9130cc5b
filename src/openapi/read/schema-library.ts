import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import type { AuthoredDocument } from '../../contract/authored-document.ts';
import { childOf, pointerTo } from '../../contract/json-pointer.ts';
import { modernKeywords, withNull } from './older-schema.ts';
import type { Reading } from './reading.ts';
import { keywordForms, schemaKeywords, schemaListKeywords, schemaMapKeywords } from './schema-forms.ts';
import type { FoundSchema, SchemaSource } from './schema-source.ts';
import type { Spot } from './spot.ts';

/** Keywords of 3.1 that resolve references in ways that are not followed. */
const unfollowed: ReadonlySet<string> = new Set([
  '$id',
  'id',
  '$anchor',
  '$dynamicRef',
  '$dynamicAnchor',
  '$recursiveRef',
  '$recursiveAnchor',
  '$vocabulary',
]);

/** Translates schemas to JSON Schema 2020-12, each place that a reference leads to once. */
export class SchemaLibrary implements SchemaSource {
  readonly #reading: Reading;
  readonly #found = new Map<string, FoundSchema>();
  /** Places that are referred to and were not translated yet. */
  readonly #waiting: Spot[] = [];
  readonly #known = new Set<string>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  resolve(reference: string): FoundSchema | undefined {
    const known = this.#found.get(reference);
    if (known !== undefined) return known;
    const hash = reference.indexOf('#');
    const document = this.#reading.documents.named(reference.slice(0, Math.max(hash, 0)));
    if (document === undefined) return undefined;
    const spot = this.#reading.documents.follow(document, reference.slice(hash));
    return 'cure' in spot ? undefined : this.#translateAt(spot);
  }

  /** Translates what stands at a place, of a parameter or a body: no schema at all is `true`. */
  schemaAt(spot: Spot | undefined): JsonValue {
    return spot === undefined ? true : this.#translate(spot.document, spot.pointer, spot.value);
  }

  /** Translates all that is referred to, so that `resolve` has nothing left to tell. */
  complete(): void {
    for (let spot = this.#waiting.pop(); spot !== undefined; spot = this.#waiting.pop()) this.#translateAt(spot);
  }

  #translateAt(spot: Spot): FoundSchema {
    const { document, pointer, value } = spot;
    const key = keyOf(spot);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const found = { schema: this.#translate(document, pointer, value), pointer, file: document.file };
    this.#found.set(key, found);
    return found;
  }

  #translate(document: AuthoredDocument, pointer: string, value: JsonValue): JsonValue {
    if (typeof value === 'boolean') return value;
    if (!isObject(value)) {
      this.#reading.note({ document, pointer }, formFault('a schema', 'an object'));
      return true;
    }
    const isOlder = this.#reading.dialect(document) !== '3.1';
    if (typeof value['$ref'] === 'string') return this.#reference({ document, pointer, value }, isOlder);
    const translated = this.#members(document, pointer, modernKeywords(value));
    // 3.1 has no `nullable`; documents that were 3.0 before keep it, and mean what they meant.
    return withNull(translated);
  }

  /** In 3.0 and 2.0 nothing beside a `$ref` counts; a description is kept, for it was written to be read. */
  #reference({ document, pointer, value }: Spot<JsonObject>, isOlder: boolean): JsonValue {
    const { $ref, ...beside } = value;
    const { description } = beside;
    const annotation: JsonObject = typeof description === 'string' ? { description } : {};
    const rest = isOlder ? annotation : this.#members(document, pointer, modernKeywords(beside));
    const target = this.#reading.documents.follow(document, String($ref));
    if ('cure' in target) {
      this.#reading.note({ document, pointer }, { ...target, severity: 'error' });
      return rest;
    }
    if (this.#reading.follow({ document, pointer, value }) === undefined) return rest;
    const key = keyOf(target);
    if (!this.#known.has(key)) this.#waiting.push(target);
    this.#known.add(key);
    return { $ref: key, ...rest };
  }

  #members(document: AuthoredDocument, pointer: string, schema: JsonObject): JsonObject {
    const translated: JsonObject = {};
    for (const [name, value] of Object.entries(schema)) {
      const at = { document, pointer: pointerTo(pointer, name) };
      if (unfollowed.has(name)) this.#reading.note(at, unfollowedFault(name));
      else if (schemaKeywords.has(name)) translated[name] = this.#translate(document, at.pointer, value);
      else if (schemaListKeywords.has(name)) this.#list(translated, name, { ...at, value });
      else if (schemaMapKeywords.has(name)) this.#map(translated, name, { ...at, value });
      else if (name === 'discriminator') translated[name] = this.#discriminator(document, value);
      else if (keywordForms.get(name)?.fits(value) ?? true) translated[name] = value;
      else this.#reading.note(at, formFault(`\`${name}\``, keywordForms.get(name)?.words ?? ''));
    }
    return translated;
  }

  #list(into: JsonObject, name: string, { document, pointer, value }: Spot): void {
    if (!Array.isArray(value) || value.length === 0) {
      this.#reading.note({ document, pointer }, formFault(`\`${name}\``, 'a list with a schema in it'));
      return;
    }
    into[name] = value.map((item, index) => this.#translate(document, pointerTo(pointer, index), item));
  }

  #map(into: JsonObject, name: string, { document, pointer, value }: Spot): void {
    if (!isObject(value)) {
      this.#reading.note({ document, pointer }, formFault(`\`${name}\``, 'an object that holds schemas by name'));
      return;
    }
    const entries = Object.entries(value).map(([key, schema]) => [
      key,
      this.#translate(document, pointerTo(pointer, key), schema),
    ]);
    into[name] = Object.fromEntries(entries) as JsonObject;
  }

  /** The schemas of `mapping` become absolute as any reference; a bare name is one of the document's own schemas. */
  #discriminator(document: AuthoredDocument, value: JsonValue): JsonValue {
    const mapping = childOf(value, 'mapping');
    if (!isObject(value) || !isObject(mapping)) return value;
    const place = this.#reading.dialect(document) === '2.0' ? '#/definitions' : '#/components/schemas';
    const entries = Object.entries(mapping).map(([name, target]): [string, JsonValue] => {
      if (typeof target !== 'string') return [name, target];
      const bare = /^[A-Za-z0-9._-]+$/.test(target)
        ? this.#reading.documents.follow(document, pointerTo(place, target))
        : undefined;
      const found = bare !== undefined && !('cure' in bare) ? bare : this.#reading.documents.follow(document, target);
      return [name, 'cure' in found ? target : keyOf(found)];
    });
    return { ...value, mapping: Object.fromEntries(entries) };
  }
}

const keyOf = ({ document, pointer }: Spot): string => `${document.file}#${pointer}`;

const formFault = (what: string, words: string) => ({
  rule: 'schema-form',
  message: `${what} is not ${words}, and is left out`,
  cure: `write ${words}`,
});

const unfollowedFault = (name: string) => ({
  rule: 'schema-identifier',
  message: `\`${name}\` is not followed, and is left out`,
  cure: 'refer to schemas by `$ref` and a JSON Pointer, such as `#/components/schemas/User`',
});
