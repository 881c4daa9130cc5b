import type { OptionReader } from './option-reader.ts';
import type { ResolvedOptions } from './resolved-options.ts';
import { type Shape, textLike } from './shape.ts';

/** Reads the option `documentation`; `undefined` where it is not there. */
export function resolveDocumentation(outer: OptionReader): ResolvedOptions['documentation'] {
  const isThere = outer.has('documentation');
  const reader = outer.section('documentation');
  const documentation = {
    path: reader.read('path', plainPath) ?? '/openapi.json',
    page: reader.read('page', plainPath),
    title: reader.read('title', someText),
    version: reader.read('version', someText),
    servers: reader.read('servers', urls) ?? ['/'],
  };
  if (documentation.page === documentation.path) {
    const message = `the page has the path of the document, \`${documentation.path}\``;
    reader.fault('page', { rule: 'option-range', message, cure: 'write another path, such as `/docs`' });
  }
  reader.close();
  return isThere ? Object.freeze(documentation) : undefined;
}

const plainPath = textLike(/^(?:\/[\w.~-]+)+$/, 'a path such as `/openapi.json`');
const someText = textLike(/./, 'a text that is not empty');

const urls: Shape<readonly string[]> = {
  expected: 'a list of addresses such as `https://api.example.com`, that is not empty',
  parse: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((url) => typeof url === 'string' && /^(?:https?:\/\/|\/)\S*$/i.test(url))
      ? Object.freeze([...value])
      : undefined,
};
