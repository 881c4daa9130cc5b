import { stringifyJson } from '../../codec/json-text/stringify.ts';
import { isObject } from '../../codec/json-type.ts';
import type { JsonValue } from '../../codec/json-value.ts';

/** How a text of JSON is laid out. */
export interface JsonLayout {
  /** What stands before the line in which the value begins. */
  readonly indent: string;
  /** One step to the right. */
  readonly unit: string;
  readonly lineBreak: string;
}

const width = 110;

/** Writes JSON as authors do: in one line where it fits, else each member and item in its own. */
export function formatJson(value: JsonValue, layout: JsonLayout): string {
  const flat = flatText(value);
  if (layout.indent.length + flat.length <= width) return flat;
  const { indent, unit, lineBreak } = layout;
  const inner = { ...layout, indent: indent + unit };
  const block = (open: string, parts: readonly string[], close: string): string =>
    `${open}${lineBreak}${parts.map((part) => inner.indent + part).join(`,${lineBreak}`)}${lineBreak}${indent}${close}`;
  if (Array.isArray(value))
    return block(
      '[',
      value.map((item) => formatJson(item, inner)),
      ']',
    );
  if (!isObject(value)) return flat;
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${formatJson(member, inner)}`,
  );
  return block('{', members, '}');
}

function flatText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(flatText).join(', ')}]`;
  if (!isObject(value)) return stringifyJson(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${flatText(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
