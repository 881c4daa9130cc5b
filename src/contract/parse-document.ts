import { toNumber } from '../codec/decimal.ts';
import type { JsonValue } from '../codec/json-value.ts';
import type { AuthoredDocument } from './authored-document.ts';
import type { Finding } from './finding.ts';
import { depthFault, frozenCopy, maxJsonDepth, type ValueFault } from './frozen-copy.ts';
import { findJsonFault } from './json-fault.ts';
import { isJsonObject } from './json-pointer.ts';
import type { FileFault } from './read-file.ts';
import { positionOf, TextPositions } from './text-positions.ts';

/** A document, or `undefined` where its faults leave none; with everything that was found. */
export interface ParsedDocument {
  readonly document: AuthoredDocument | undefined;
  readonly findings: readonly Finding[];
}

/** How a file is called in findings, and where it is. */
export interface DocumentName {
  readonly file: string;
  readonly path: string | undefined;
}

/**
 * Turns the text of a JSON file into a document.
 *
 * Fails: `json-syntax`, `json-too-deep`, `json-duplicate`, `json-name`, `root-type` as findings; never throws.
 */
export function parseDocument(name: DocumentName, text: string): ParsedDocument {
  const shape = measure(text);
  if (shape.tooDeepAt !== undefined)
    return refuse(name, { ...depthFault, position: positionOf(text, shape.tooDeepAt) });
  const parsed = parseExactly(text);
  if (parsed === undefined) return refuse(name, syntaxFault(text));
  const positions = new TextPositions(text);
  const { value, faults } = frozenCopy(parsed.value);
  const findings = valueFindings(name, positions, faults);
  if (shape.colons !== parsed.members) findings.push(...duplicateFindings(name, positions));
  if (findings.length > 0) return { document: undefined, findings };
  if (!isJsonObject(value)) return refuse(name, rootFault);
  return { document: { ...name, value, locate: (pointer) => positions.locate(pointer) }, findings: [] };
}

/** The finding of a fault that concerns a file as a whole. */
export function fileFinding(file: string, fault: FileFault): Finding {
  const { rule, message, cure, position } = fault;
  const place = position === undefined ? {} : { line: position.line, column: position.column };
  return { file, pointer: '', ...place, rule, severity: 'error', message, cure };
}

const refuse = (name: DocumentName, fault: FileFault): ParsedDocument => ({
  document: undefined,
  findings: [fileFinding(name.file, fault)],
});

/** A document's root must be an object; the same words for a file and for an object given in code. */
export const rootFault: FileFault = {
  rule: 'root-type',
  message: 'the whole must be one JSON object',
  cure: 'write `{ ... }`; several contracts are several files',
};

/** Depth, and the colons outside of texts: as many as members were written. */
function measure(text: string): { colons: number; tooDeepAt: number | undefined } {
  let depth = 0;
  let colons = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) index = endOfString(text, index);
    else if (code === 0x3a) colons++;
    else if (code === 0x7d || code === 0x5d) depth--;
    else if ((code === 0x7b || code === 0x5b) && ++depth > maxJsonDepth) return { colons, tooDeepAt: index };
  }
  return { colons, tooDeepAt: undefined };
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== 0x22) index += text.charCodeAt(index) === 0x5c ? 2 : 1;
  return index;
}

/** Every value counts once, so that `members` can be compared with what was written. */
function parseExactly(text: string): { value: JsonValue; members: number } | undefined {
  let members = 0;
  const revive = function (this: JsonValue, _key: string, value: JsonValue, context: { source?: string }): JsonValue {
    if (!Array.isArray(this)) members++;
    return typeof value === 'number' ? toNumber(context.source ?? String(value)) : value;
  };
  try {
    const value = (JSON.parse as (text: string, revive: unknown) => JsonValue)(text, revive);
    return { value, members: members - 1 };
  } catch {
    return undefined;
  }
}

function syntaxFault(text: string): FileFault {
  const fault = findJsonFault(text) ?? { offset: 0, message: 'not JSON', cure: 'correct the file' };
  return { rule: 'json-syntax', message: fault.message, cure: fault.cure, position: positionOf(text, fault.offset) };
}

function duplicateFindings(name: DocumentName, positions: TextPositions): Finding[] {
  return positions.duplicates().map((duplicate) => ({
    file: name.file,
    pointer: duplicate.pointer,
    line: duplicate.second.line,
    column: duplicate.second.column,
    rule: 'json-duplicate',
    severity: 'error',
    message: `\`${duplicate.name}\` stands here twice; the first is in line ${duplicate.first.line}`,
    cure: 'rename or remove one of them',
  }));
}

function valueFindings(name: DocumentName, positions: TextPositions, faults: readonly ValueFault[]): Finding[] {
  return faults.map(({ pointer, ...fault }) => {
    const position = positions.locate(pointer);
    return { ...fileFinding(name.file, { ...fault, ...(position && { position }) }), pointer };
  });
}
