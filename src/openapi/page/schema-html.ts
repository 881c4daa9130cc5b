import { isObject } from '../../codec/json-type.ts';
import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { stringifyJson } from '../../codec/json-text/stringify.ts';
import { html, type Html, inline, prose } from './html.ts';

/** The members of an object that are objects; empty for everything else. */
export const objectAt = (value: JsonValue | undefined): JsonObject =>
  value !== undefined && isObject(value) ? value : {};

/** The items of a list that are objects. */
export const objectsIn = (value: JsonValue | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** A text, or `undefined` for what is none. */
export const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The anchor of a schema on the page. */
export const schemaAnchor = (name: string): string => `schema-${name}`;

const limits = [
  ...['format', 'pattern', 'minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf', 'minLength'],
  ...[
    'maxLength',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minProperties',
    'maxProperties',
    'contentMediaType',
    'default',
  ],
];

/** A schema as a reader takes it in: its type and limits in a line, its members below. */
export function schemaHtml(schema: JsonValue | undefined): Html {
  const own = objectAt(schema);
  return html`<span>${typeHtml(schema)}</span>${limitsHtml(own)}${flags(own)}${membersHtml(own)}`;
}

function typeHtml(schema: JsonValue | undefined): Html {
  if (schema === false) return html`nothing`;
  const own = objectAt(schema);
  const reference = textOf(own['$ref']);
  if (reference !== undefined) {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    return html`<a href="#${schemaAnchor(name)}">${name}</a>`;
  }
  if (own['const'] !== undefined) return html`<code>${stringifyJson(own['const'])}</code>`;
  if (Array.isArray(own['enum'])) {
    return html`${own['enum'].map((value, index) => html`${index > 0 ? ' | ' : ''}<code>${stringifyJson(value)}</code>`)}`;
  }
  const { type } = own;
  const types = Array.isArray(type) ? type.map(String).join(' or ') : (textOf(type) ?? 'any value');
  if (type === 'array' && own['items'] !== undefined) return html`list of ${typeHtml(own['items'])}`;
  return html`${types}`;
}

function limitsHtml(schema: JsonObject): Html | undefined {
  const words = limits.flatMap((name) => {
    const value = schema[name];
    return value === undefined ? [] : [`${name} ${typeof value === 'string' ? value : stringifyJson(value)}`];
  });
  return words.length === 0 ? undefined : html` <span class="quiet">${words.join(', ')}</span>`;
}

function flags(schema: JsonObject): Html {
  const words = ['readOnly', 'writeOnly'].filter((name) => schema[name] === true);
  const isOld = schema['deprecated'] === true ? html` <span class="warn">deprecated</span>` : undefined;
  return html`${words.length === 0 ? undefined : html` <span class="quiet">${words.join(', ')}</span>`}${isOld}`;
}

function membersHtml(schema: JsonObject): Html {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const members = Object.entries(objectAt(schema['properties']));
  const list = members.map(
    ([name, member]) =>
      html`<li><code>${name}</code>${required.includes(name) ? html` <strong>required</strong>` : undefined}: ${schemaHtml(member)}${prose(textOf(objectAt(member)['description']))}</li>`,
  );
  const items = objectAt(schema['items']);
  const hasInner = items['$ref'] === undefined && Object.keys(items).length > 1;
  const parts = ['allOf', 'oneOf', 'anyOf'].map((keyword) => branchesHtml(keyword, schema[keyword]));
  return html`${list.length === 0 ? undefined : html`<ul class="members">${list}</ul>`}${hasInner ? html`<ul class="members"><li>each: ${schemaHtml(items)}</li></ul>` : undefined}${parts}${othersHtml(schema)}`;
}

const branchWords: Readonly<Record<string, string>> = { allOf: 'and', oneOf: 'one of', anyOf: 'any of' };

function branchesHtml(keyword: string, branches: JsonValue | undefined): Html | undefined {
  if (!Array.isArray(branches)) return undefined;
  const list = branches.map(
    (branch) => html`<li>${schemaHtml(branch)}${prose(textOf(objectAt(branch)['description']))}</li>`,
  );
  return html`<div class="quiet">${branchWords[keyword]}</div><ul class="members">${list}</ul>`;
}

const told = new Set(['properties', 'required', 'items', 'allOf', 'oneOf', 'anyOf', 'enum', 'const', 'type', '$ref']);
const silent = new Set(['title', 'description', 'deprecated', 'readOnly', 'writeOnly', 'example', 'examples', 'xml']);

/** What no sentence was made of stands there as it is written. */
function othersHtml(schema: JsonObject): Html | undefined {
  const others = Object.entries(schema).filter(
    ([name]) => !told.has(name) && !silent.has(name) && !limits.includes(name) && !name.startsWith('x-'),
  );
  if (others.length === 0) return undefined;
  return html`<details><summary class="quiet">more rules</summary>${exampleHtml(Object.fromEntries(others))}</details>`;
}

/** A value as JSON; it can be scrolled with the keyboard. */
export function exampleHtml(value: JsonValue): Html {
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
  return html`<pre tabindex="0">${text}</pre>`;
}

/** A short description in the line where it stands. */
export const remark = (value: JsonValue | undefined): Html | undefined => {
  const text = textOf(value);
  return text === undefined ? undefined : html`<p>${inline(text)}</p>`;
};
