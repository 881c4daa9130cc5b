import { isObject } from '../codec/json-type.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { AuthoredDocument } from './authored-document.ts';
import { checkSchemaStructure } from './check-structure.ts';
import type { DocumentLibrary } from './document-library.ts';
import type { Finding } from './finding.ts';

/** Members that hold any data: a `$ref` inside is a text like others. */
const dataMembers: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples', 'example']);
/** Members whose own members have names that the author chose, `default` among them. */
const namedMembers: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'dependentSchemas',
  'operations',
  'responses',
  'content',
  'x-events',
  'x-drop-events',
]);

/**
 * Checks the form of every schema that the `$ref`s of a contract lead to, through other files and in circles.
 *
 * The contract's own schemas are checked with the contract; a reference may lead to a place of it that is no schema, so
 * targets in it are checked as well, and findings may repeat those of the contract. References that lead nowhere are left
 * to the normalizer.
 */
export function checkReferences(contract: AuthoredDocument, library: DocumentLibrary): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const pending: [document: AuthoredDocument, value: JsonValue][] = [[contract, contract.value]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [document, value] = next;
    for (const reference of referencesIn(value)) {
      const found = library.resolve(document, reference);
      if (!found.ok || seen.has(`${found.document.file}#${found.pointer}`)) continue;
      seen.add(`${found.document.file}#${found.pointer}`);
      findings.push(...checkSchemaStructure(found.document, found.pointer));
      pending.push([found.document, found.value]);
    }
  }
  return findings;
}

/** The texts of all `$ref`s in a value, each once. */
function referencesIn(value: JsonValue): Set<string> {
  const references = new Set<string>();
  const visit = (at: JsonValue, hasChosenNames: boolean): void => {
    if (Array.isArray(at)) for (const item of at) visit(item, false);
    if (!isObject(at)) return;
    for (const [name, member] of Object.entries(at)) {
      if (hasChosenNames) visit(member, false);
      else if (name === '$ref' && typeof member === 'string') references.add(member);
      else if (!dataMembers.has(name)) visit(member, namedMembers.has(name));
    }
  };
  visit(value, false);
  return references;
}
