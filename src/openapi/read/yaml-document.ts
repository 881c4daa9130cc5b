import type { Document, LineCounter } from 'yaml';
import { isObject } from '../../codec/json-type.ts';
import type { Position } from '../../contract/authored-document.ts';
import { findingAt } from '../../contract/authored-document.ts';
import type { Finding } from '../../contract/finding.ts';
import { type DocumentName, type ParsedDocument, refuseDocument } from '../../contract/parse-document.ts';
import { locateInYaml } from './yaml-positions.ts';
import type { YamlModule } from './yaml-module.ts';
import { YamlValues } from './yaml-values.ts';

/**
 * Turns a YAML text into a document: YAML 1.2, one document, what JSON can hold; `<<` merges.
 *
 * Fails: with findings, never by throwing: `yaml-syntax`, `yaml-duplicate`, `yaml-value`, `yaml-alias`, `yaml-too-large`,
 * `json-too-deep`, `root-type`. Aliases share one value, and how large all of it would be written out is bounded.
 */
export function parseYaml(yaml: YamlModule, name: DocumentName, text: string): ParsedDocument {
  const lines = new yaml.LineCounter();
  const parsed = composed(yaml, text, lines);
  if (!('contents' in parsed)) return refuseDocument(name.file, [{ ...syntaxFault(parsed.message), ...start }]);
  const values = new YamlValues(yaml);
  const locate = (pointer: string): Position | undefined =>
    locateInYaml(yaml, { root: parsed, lines, values }, pointer);
  const broken = parsed.errors.map((error): Finding => {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    const fault = error.code === 'DUPLICATE_KEY' ? duplicateFault : syntaxFault(firstLine(error.message));
    return findingAt({ file: name.file, locate: () => ({ line, column: col }) }, '', fault);
  });
  if (broken.length > 0) return { document: undefined, findings: broken };
  const value = values.convert(parsed.contents);
  if (values.faults.length > 0) {
    const findings = values.faults.map(({ offset, fault }) => {
      const { line, col } = lines.linePos(offset);
      return findingAt({ file: name.file, locate: () => ({ line, column: col }) }, '', fault);
    });
    return { document: undefined, findings };
  }
  if (!isObject(value)) return refuseDocument(name.file, [{ ...rootFault, ...start }]);
  return { document: { ...name, value, locate }, findings: [] };
}

/** A parsed text with its root; what the library throws for text that is nested too deep for it is a fault, too. */
function composed(
  yaml: YamlModule,
  text: string,
  lineCounter: LineCounter,
): Document.Parsed | { readonly message: string } {
  try {
    return yaml.parseDocument(text, { lineCounter, intAsBigInt: true, prettyErrors: true, uniqueKeys: true });
  } catch (error) {
    return { message: error instanceof RangeError ? 'it is nested too deep' : String(error) };
  }
}

const start = { position: { line: 1, column: 1 } };

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');

const syntaxFault = (message: string) => ({
  rule: 'yaml-syntax',
  message: `this is not YAML: ${message}`,
  cure: 'correct the text there; texts that hold `: ` or begin with a special character stand in quotes',
});

const duplicateFault = {
  rule: 'yaml-duplicate',
  message: 'this name stands in its object twice',
  cure: 'rename or remove one of them',
};

const rootFault = {
  rule: 'root-type',
  message: 'the whole must be one object',
  cure: 'begin with `openapi: 3.1.0` and the members beside it',
};
