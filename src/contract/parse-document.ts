import { isObject } from '../codec/json-type.ts';
import { parseJson } from '../codec/json-text/parse.ts';
import type { JsonFault, JsonFaultCode } from '../codec/json-text/fault.ts';
import { type AuthoredDocument, findingAt, type Position } from './authored-document.ts';
import type { Fault, Finding } from './finding.ts';
import { frozenCopy } from './frozen-copy.ts';
import { TextPositions } from './text-positions.ts';

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

/** A fault of a file as a whole, and the place in its text if it has one. */
export interface FileFault extends Fault {
  readonly position?: Position;
}

/** Brackets inside brackets; far above any real contract, far below what overflows a stack. */
const maxDepth = 200;

/**
 * Turns the bytes of a JSON file into a document.
 *
 * Fails: with findings, never by throwing: `json-syntax`, `json-encoding`, `json-too-deep`, `json-duplicate`,
 * `json-name`, `root-type`. Duplicate members are told all at once, any other fault of the text alone.
 */
export function parseDocument(name: DocumentName, bytes: Uint8Array): ParsedDocument {
  if (bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)) {
    return refuseDocument(name.file, [emptyFault]);
  }
  const parsed = parseJson(bytes, { maxDepth });
  if (!parsed.ok && parsed.fault.code === 'duplicate-key') {
    return refuseDocument(name.file, duplicateFaults(bytes, parsed.fault));
  }
  if (!parsed.ok) return refuseDocument(name.file, [textFault(parsed.fault)]);
  return documentOf(name, parsed.value, new TextPositions(() => new TextDecoder().decode(bytes)));
}

/** Turns an object of the app into a document: a deep copy, so that later changes to it change nothing here. */
export function copyDocument(file: string, source: object): ParsedDocument {
  return documentOf({ file, path: undefined }, source, undefined);
}

/** The findings of a file that gives no document. */
export function refuseDocument(file: string, faults: readonly (FileFault & { pointer?: string })[]): ParsedDocument {
  const findings = faults.map(({ pointer = '', position, ...fault }) =>
    findingAt({ file, locate: () => position }, pointer, fault),
  );
  return { document: undefined, findings };
}

function documentOf(name: DocumentName, source: unknown, positions: TextPositions | undefined): ParsedDocument {
  const { value, faults } = frozenCopy(source, maxDepth);
  const locate = (pointer: string) => positions?.locate(pointer);
  if (faults.length > 0) {
    return {
      document: undefined,
      findings: faults.map((fault) => findingAt({ file: name.file, locate }, fault.pointer, fault)),
    };
  }
  return isObject(value)
    ? { document: { ...name, value, locate }, findings: [] }
    : refuseDocument(name.file, [
        positions === undefined ? rootFault : { ...rootFault, position: { line: 1, column: 1 } },
      ]);
}

const rootFault: Fault = {
  rule: 'root-type',
  message: 'the whole must be one JSON object',
  cure: 'write `{ ... }`; several contracts are several files',
};

const emptyFault: FileFault = {
  rule: 'json-syntax',
  message: 'the file is empty',
  cure: 'write a contract, beginning with `{ "title": "...", "operations": {} }`',
};

/** Rule and cure of each fault of a text; the words for what is wrong come with the fault. */
const textRules: Readonly<Record<JsonFaultCode, readonly [rule: string, cure: string]>> = {
  syntax: ['json-syntax', 'correct the text there: double quotes, no comments, no comma before a closing bracket'],
  'duplicate-key': ['json-duplicate', 'rename or remove one of them'],
  depth: ['json-too-deep', 'move inner schemas to `$defs` and refer to them with `$ref`'],
  'prototype-key': ['json-name', 'choose another name; requests that carry it are refused'],
  surrogate: ['json-encoding', 'write both halves of the character, or the character itself'],
  encoding: ['json-encoding', 'save the file as UTF-8'],
  bom: ['json-encoding', 'save the file as UTF-8 without a byte order mark'],
};

function textFault({ code, detail, line, column, pointer }: JsonFault): FileFault & { pointer?: string } {
  const [rule, cure] = textRules[code];
  const message = code === 'syntax' ? `this is not JSON: ${detail}` : detail;
  return { rule, message, cure, position: { line, column }, ...(pointer === undefined ? {} : { pointer }) };
}

/** The parser tells the first duplicate; the author is told all of them. */
function duplicateFaults(bytes: Uint8Array, first: JsonFault): FileFault[] {
  const [rule, cure] = textRules['duplicate-key'];
  const text = new TextDecoder().decode(bytes);
  try {
    JSON.parse(text);
  } catch {
    // Broken further below: positions of the rest are not known.
    return [textFault(first)];
  }
  return new TextPositions(() => text).duplicates().map((duplicate) => ({
    rule,
    message: `\`${duplicate.name}\` stands here twice; the first is in line ${duplicate.first.line}`,
    cure,
    pointer: duplicate.pointer,
    position: duplicate.second,
  }));
}
