import { checkSchemaDates } from './deprecation-checks.ts';
import { nearestName } from '../problem/suggestion.ts';
import { compilePattern } from './pattern.ts';
import { formats, isKnownFormat, numericFormats } from './formats.ts';
import { pointerTo } from './json-pointer.ts';
import type { SharedScope } from './operation-scope.ts';
import { branches } from './in-place.ts';
import type { SchemaNode } from './schema-node.ts';

/** Checks every schema that an operation reaches for what could make its compilation, or a request, fail later. */
export function checkSchemas(shared: SharedScope): void {
  for (const node of shared.conditions.nodes) checkForeignTerms(shared, node);
  for (const node of [...shared.graph.nodes, ...shared.answers.nodes, ...shared.conditions.nodes]) {
    checkPatterns(shared, node);
    checkFormat(shared, node);
    checkHiddenMapping(shared, node);
    checkSchemaDates(shared, node);
    checkLoop(shared, node);
  }
}

/** A condition speaks of what the upstream sends, as it sends it. */
function checkForeignTerms({ findings }: Findings, node: SchemaNode): void {
  if (node.keywords['x-upstream'] === undefined) return;
  findings.add(node.origin.file, pointerTo(node.origin.pointer, 'x-upstream'), {
    rule: 'mapping-hidden',
    message: "a condition is written in the upstream's terms, so that nothing in it is mapped",
    cure: "take the `x-upstream` out, and write the upstream's names; refer to no schema that callers' values have",
  });
}

type Findings = Pick<SharedScope, 'findings'>;

function checkPatterns({ findings }: Findings, node: SchemaNode): void {
  const { file, pointer } = node.origin;
  const pattern = node.keywords['pattern'];
  const written: [string, string][] = [...node.patternProperties.keys()].map((key) => [
    key,
    pointerTo(pointer, 'patternProperties', key),
  ]);
  if (typeof pattern === 'string') written.push([pattern, pointerTo(pointer, 'pattern')]);
  for (const [text, at] of written) {
    const compiled = compilePattern(text);
    if (!('test' in compiled))
      findings.add(file, at, { rule: 'pattern', message: compiled.message, cure: compiled.cure });
  }
}

function checkFormat({ findings }: Findings, node: SchemaNode): void {
  const format = node.keywords['format'];
  if (typeof format !== 'string' || isKnownFormat(format)) return;
  const near = nearestName(format, [...formats.keys(), ...numericFormats.keys()]);
  findings.add(node.origin.file, pointerTo(node.origin.pointer, 'format'), {
    rule: 'format-unknown',
    message: `the format \`${format}\` is not known, so it would check nothing`,
    cure: near !== undefined ? `did you mean \`${near}\`?` : 'use a `pattern`, or leave the format out',
  });
}

/** In `not`, `contains` and `propertyNames` no value is described that could be sent. */
function checkHiddenMapping({ findings }: Findings, node: SchemaNode): void {
  const hidden = [node.not, node.contains, node.propertyNames].filter((below) => below !== undefined);
  const seen = new Set<SchemaNode>();
  const visit = (at: SchemaNode): void => {
    if (seen.has(at)) return;
    seen.add(at);
    for (const keyword of ['x-upstream', 'x-alias'].filter((name) => at.keywords[name] !== undefined)) {
      findings.add(at.origin.file, pointerTo(at.origin.pointer, keyword), {
        rule: 'mapping-hidden',
        message: `${keyword === 'x-alias' ? 'an older name' : 'a mapping'} inside \`not\`, \`contains\` or \`propertyNames\` describes no value that is sent`,
        cure: `move the \`${keyword}\` to the member under \`properties\``,
      });
    }
    for (const below of contained(at)) visit(below);
  };
  for (const below of hidden) visit(below);
}

/** The subschemas written inside a schema, references not followed. */
function contained(node: SchemaNode): SchemaNode[] {
  const single = [node.items, node.additionalProperties].filter((below) => below !== undefined);
  return [...single, ...node.properties.values(), ...node.prefixItems, ...node.allOf, ...branches(node)];
}

/** A schema that applies itself to the same value again would never end. */
function checkLoop({ findings }: Findings, node: SchemaNode): void {
  const seen = new Set<SchemaNode>();
  const inPlace = (at: SchemaNode): SchemaNode[] => [
    ...(at.ref === undefined ? [] : [at.ref]),
    ...(at.not === undefined ? [] : [at.not]),
    ...at.allOf,
    ...branches(at),
  ];
  const reaches = (at: SchemaNode): boolean =>
    inPlace(at).some((below) => {
      if (below === node) return true;
      if (seen.has(below)) return false;
      seen.add(below);
      return reaches(below);
    });
  if (!reaches(node)) return;
  findings.add(node.origin.file, node.origin.pointer, {
    rule: 'reference-loop',
    message: 'this schema refers to itself for the same value, so checking it would never end',
    cure: 'let the reference stand below `properties` or `items`',
  });
}
