import { randomUUID } from 'node:crypto';
import { canonicalText } from '../../codec/canonical-text.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';

interface Component {
  readonly wanted: string;
  schema: JsonValue;
}

const place = '#/components/schemas/';

/**
 * The schemas that others refer to. While they are written, references lead to numbers; names are given at the end, when it
 * is known which schemas say the same.
 */
export class Components {
  readonly #ids = new Map<string, number>();
  readonly #components: Component[] = [];

  /** The reference to a schema by a key of its own; `write` makes it when it is met first, and may meet it again. */
  refer(key: string, wanted: string, write: () => JsonValue): JsonObject {
    const known = this.#ids.get(key);
    if (known !== undefined) return { $ref: temporary(known) };
    const id = this.#components.length;
    const component: Component = { wanted: componentName(wanted), schema: true };
    this.#ids.set(key, id);
    this.#components.push(component);
    component.schema = write();
    return { $ref: temporary(id) };
  }

  /** Names all components; equal ones of one name become one, others of that name get a number. */
  settle(): Settled {
    const classes = this.#classes();
    const names = this.#names(classes);
    const finalOf = (id: number): string => `${place}${names.get(classes[id] ?? -1) ?? ''}`;
    const schemas = new Map<string, JsonValue>();
    for (const [id, { schema }] of this.#components.entries()) {
      const name = names.get(classes[id] ?? -1) ?? '';
      if (!schemas.has(name)) schemas.set(name, withReferences(schema, finalOf));
    }
    const sorted = [...schemas].sort(([left], [right]) => (left < right ? -1 : 1));
    return { schemas: Object.fromEntries(sorted), named: (value) => withReferences(value, finalOf) };
  }

  /**
   * Which components are equal: of one name, and with equal texts where references lead to equal ones. Recursive schemas are
   * parted from coarse to fine until nothing parts any more, as states of an automaton are.
   */
  #classes(): number[] {
    let classes = numbered(this.#components.map(({ wanted }) => wanted));
    for (let count = 0; ; ) {
      const known = classes;
      const texts = this.#components.map(({ wanted, schema }) =>
        canonicalText([wanted, withReferences(schema, (id) => String(known[id]))]),
      );
      classes = numbered(texts);
      const found = new Set(classes).size;
      if (found === count) return classes;
      count = found;
    }
  }

  /** Whoever has a name for itself keeps it; numbers go to the others. */
  #names(classes: readonly number[]): Map<number, string> {
    const names = new Map<number, string>();
    const taken = new Set(this.#components.map(({ wanted }) => wanted));
    const given = new Set<string>();
    for (const [id, { wanted }] of this.#components.entries()) {
      const group = classes[id] ?? -1;
      if (names.has(group)) continue;
      let name = wanted;
      for (let count = 2; given.has(name) || (name !== wanted && taken.has(name)); count += 1)
        name = `${wanted}${count}`;
      given.add(name);
      names.set(group, name);
    }
    return names;
  }
}

/** Components with their names, and what refers to them. */
export interface Settled {
  readonly schemas: JsonObject;
  /** Puts the names into whatever holds references. */
  named(value: JsonValue): JsonValue;
}

// Random, so that no text of an author is taken for one.
const marker = `component:${randomUUID()}:`;
const temporary = (id: number): string => `${marker}${id}`;

function withReferences(value: JsonValue, nameOf: (id: number) => string): JsonValue {
  if (typeof value === 'string') return value.startsWith(marker) ? nameOf(Number(value.slice(marker.length))) : value;
  if (Array.isArray(value)) return value.map((item) => withReferences(item, nameOf));
  if (!isObject(value)) return value;
  const named = Object.fromEntries(
    Object.entries(value).map(([name, member]): [string, JsonValue] => [name, withReferences(member, nameOf)]),
  );
  return twin(named) ?? named;
}

/** Two alternatives of which it turns out that they are one: a problem that a contract declares itself, too. */
function twin({ anyOf, ...rest }: JsonObject): JsonValue | undefined {
  if (!Array.isArray(anyOf) || anyOf.length !== 2 || Object.keys(rest).length > 0) return undefined;
  const [first, second] = anyOf.map(canonicalText);
  return first === second ? anyOf[0] : undefined;
}

function numbered(texts: readonly string[]): number[] {
  const known = new Map<string, number>();
  return texts.map((text) => {
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  });
}

/** Source: OpenAPI 3.1, section 4.8.7: names of components match `^[a-zA-Z0-9.\-_]+$`. */
function componentName(wanted: string): string {
  const name = wanted.replaceAll(/[^A-Za-z0-9._-]+/g, '_');
  return name === '' ? 'Schema' : name;
}
