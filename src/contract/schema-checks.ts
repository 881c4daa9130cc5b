import { checkSchemaDates } from './deprecation-checks.ts';
import { nearestName } from '../problem/suggestion.ts';
import { compilePattern } from './pattern.ts';
import { formats, isKnownFormat, numericFormats } from './formats.ts';
import { pointerTo } from './json-pointer.ts';
import type { SharedScope } from './operation-scope.ts';
import { branches } from './in-place.ts';
import { MapsBelow } from './maps-below.ts';
import { subschemasOf } from './schema-keywords.ts';
import type { Fault } from './finding.ts';
import { withinStack } from './stack-overflow.ts';
import type { SchemaNode } from './schema-node.ts';

/**
 * Checks every schema that operations reach for what could make its compilation, or a request, fail later; those that were
 * checked before, once.
 */
export function checkSchemas(shared: SharedScope): void {
  const conditions = shared.conditions.takeFresh();
  for (const node of conditions) checkForeignTerms(shared, node);
  const maps = new MapsBelow();
  // Schemas in a row are too deep from each of the first; one of them says so.
  let isTold = false;
  const tell = ({ origin }: SchemaNode, fault: Fault): void => {
    if (!isTold) shared.findings.add(origin.file, origin.pointer, fault);
    isTold = true;
  };
  for (const node of [...shared.graph.takeFresh(), ...shared.answers.takeFresh(), ...conditions]) {
    withinStack(
      () => checkSchema(shared, node, maps),
      (fault) => tell(node, fault),
      undefined,
    );
  }
}

function checkSchema(shared: SharedScope, node: SchemaNode, maps: MapsBelow): void {
  checkUnevaluatedMapping(shared, node, maps);
  checkIdleBranches(shared, node);
  checkPatterns(shared, node);
  checkFormat(shared, node);
  checkHiddenMapping(shared, node);
  checkSchemaDates(shared, node);
  checkLoop(shared, node);
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

/** What these keywords describe is not sent, or is not known to be when a mapping would have to count. */
const hiding = ['not', 'contains', 'propertyNames', 'if', 'unevaluatedProperties', 'unevaluatedItems'] as const;

function checkHiddenMapping({ findings }: Findings, node: SchemaNode): void {
  const seen = new Set<SchemaNode>();
  const visit = (at: SchemaNode, keyword: string): void => {
    if (seen.has(at)) return;
    seen.add(at);
    for (const own of hiddenKeywords(at, keyword)) {
      findings.add(at.origin.file, pointerTo(at.origin.pointer, own), {
        rule: 'mapping-hidden',
        message: `${own === 'x-alias' ? 'an older name' : 'a mapping'} inside \`${keyword}\` does not count`,
        cure: cures[keyword] ?? `move the \`${own}\` to the member under \`properties\``,
      });
    }
    for (const below of contained(at)) visit(below, keyword);
  };
  for (const keyword of hiding) {
    const below = node[keyword];
    if (below !== undefined) visit(below, keyword);
  }
}

/** Values are sent that these describe, so that a mapping which a reference leads to would be missed, too. */
function checkUnevaluatedMapping({ findings }: Findings, node: SchemaNode, maps: MapsBelow): void {
  for (const keyword of ['unevaluatedProperties', 'unevaluatedItems'] as const) {
    const target = node[keyword]?.ref;
    if (target === undefined || !maps.has(target)) continue;
    findings.add(node.origin.file, pointerTo(node.origin.pointer, keyword), {
      rule: 'mapping-hidden',
      message: `the mapping that this reference leads to does not count below \`${keyword}\``,
      cure: cures[keyword] ?? 'leave the mapping out',
    });
  }
}

/** Older names are read before it is known what holds, so that they count in an `if` and below `unevaluated…`. */
function hiddenKeywords({ keywords }: SchemaNode, hiding: string): string[] {
  const lost = ['not', 'contains', 'propertyNames'].includes(hiding) ? ['x-upstream', 'x-alias'] : ['x-upstream'];
  return lost.filter((name) => keywords[name] !== undefined);
}

const cures: Readonly<Record<string, string>> = {
  if: 'move the `x-upstream` to the member under `then`, or under `properties` beside the `if`',
  unevaluatedProperties: 'describe the members by `additionalProperties` or `patternProperties`, and write it there',
  unevaluatedItems: 'describe the items by `items`, and write it there',
};

/** The subschemas written inside a schema, references not followed. */
const contained = (node: SchemaNode): SchemaNode[] => subschemasOf(node).filter((below) => below !== node.ref);

/** It says how branches are told apart, of which there are none. */
function checkIdleBranches({ findings }: Findings, { keywords, oneOf, anyOf, origin }: SchemaNode): void {
  if (keywords['x-branches'] === undefined || oneOf.length + anyOf.length > 0) return;
  findings.add(origin.file, pointerTo(origin.pointer, 'x-branches'), {
    rule: 'branches-idle',
    severity: 'warning',
    message: '`x-branches` stands beside no `oneOf` and no `anyOf`, so it says nothing',
    cure: 'write it into the schema that has the branches, or leave it out',
  });
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
