import { isDeprecatedNode } from '../../contract/authored-alias.ts';
import { type Deprecation, readDeprecation } from '../../contract/deprecation.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { docText } from './doc-text.ts';

/** The tag by which editors strike out what is deprecated, with its end and what to use; `undefined` for all else. */
export function deprecationNote({
  deprecation,
}: {
  readonly deprecation: Deprecation | undefined;
}): string | undefined {
  return deprecation === undefined ? undefined : ['@deprecated', ...sentences(deprecation)].join(' ');
}

/** What the documentation of a deprecated value says of its end; `undefined` where nothing is written. */
export function deprecationText(node: SchemaNode): string | undefined {
  if (!isDeprecatedNode(node)) return undefined;
  const { deprecation } = readDeprecation(node.keywords['x-deprecated']);
  return deprecation === undefined ? undefined : sentences(deprecation).join(' ') || undefined;
}

function sentences({ sunset, instead }: Deprecation): string[] {
  return [
    ...(sunset === undefined ? [] : [`It is refused after ${docText(sunset)}.`]),
    ...(instead === undefined ? [] : [`Use ${docText(instead)} instead.`]),
  ];
}
