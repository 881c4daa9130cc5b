import type { SchemaNode } from '../../../contract/schema-node.ts';
import { quote } from '../../../problem/quote.ts';
import { andList } from '../../../problem/type-phrase.ts';
import { onlyRequires } from './outline.ts';

/** What to say of a value that fits several branches of a `oneOf`. */
export function tellAmbiguity(fitting: readonly SchemaNode[], count: number): string {
  const names = fitting.map(onlyRequires);
  if (names.every((required) => required !== undefined)) {
    return `must not have ${andList([...new Set(names.flat())].map(quote))} together; send only one of them`;
  }
  const titles = fitting.map(({ keywords }) => keywords['title']).filter((title) => typeof title === 'string');
  const which = titles.length === fitting.length ? ` (${titles.map((title) => `"${title}"`).join(' and ')})` : '';
  return `fits more than one of the ${count} allowed forms${which}, but may fit only one`;
}
