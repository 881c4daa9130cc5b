import type { ValidateFunction } from 'ajv';
import { subschemasOf } from '../../contract/schema-keywords.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import { needsWalker } from '../explain/needs-walker.ts';
import { emitSchema } from './emit-schema.ts';
import { createAjv } from './gate.ts';
import { compileInheritsNothing } from './inherited-names.ts';

/** The code of a gate, or why there is none to show. */
export type GateSource = { readonly code: string } | { readonly closure: string };

/**
 * The code that Ajv makes for a schema, for people to read: compiled once more, since what serves requests keeps none.
 *
 * Ajv writes the values of `const` and `enum` into its code; where one may be sensitive, nothing is shown.
 */
export function gateSource(node: SchemaNode): GateSource {
  if (needsWalker(node))
    return { closure: 'judged by the explaining walker, keyword by keyword, since Ajv misjudges it' };
  if (listsSensitive(node)) return { closure: 'compiled by Ajv, but not shown: it lists values that may be sensitive' };
  return {
    code: functionsOf(
      createAjv({ keepsSource: true, asksForOwn: compileInheritsNothing(node) === undefined }).compile(
        emitSchema(node),
      ),
    )
      .map(indentedLines)
      .join('\n'),
  };
}

function listsSensitive(root: SchemaNode): boolean {
  const nodes = new Set([root]);
  for (const node of nodes) for (const below of subschemasOf(node)) nodes.add(below);
  const all = [...nodes];
  const isSensitive = all.some(({ keywords }) => keywords['x-sensitive'] === true || keywords['writeOnly'] === true);
  return isSensitive && all.some(({ keywords }) => 'const' in keywords || 'enum' in keywords);
}

/** The function of a schema, and those of the definitions that it calls. */
function functionsOf(validate: ValidateFunction, known = new Set<ValidateFunction>()): string[] {
  const { source } = validate;
  if (source === undefined || known.has(validate)) return [];
  known.add(validate);
  const called = [...(source.scopeValues['validate'] ?? [])].flatMap(({ value }) => {
    const ref: unknown = value?.ref;
    return isValidate(ref) ? functionsOf(ref, known) : [];
  });
  return [source.validateCode, ...called];
}

const isValidate = (ref: unknown): ref is ValidateFunction => typeof ref === 'function' && 'source' in ref;

/** Ajv ends lines, but sets none in. */
function indentedLines(code: string): string {
  let depth = 0;
  const lines = code
    .trim()
    .split('\n')
    .map((line) => {
      if (/^[}\])]/.test(line)) depth -= 1;
      const set = '  '.repeat(Math.max(depth, 0)) + line;
      if (/[{[(]$/.test(line)) depth += 1;
      return set;
    });
  return lines.join('\n');
}
