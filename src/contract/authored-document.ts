import type { JsonObject } from '../codec/json-value.ts';
import type { Fault, Finding } from './finding.ts';

/** A place in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One JSON file of an author as it was written, or one object given in code: a contract, or a file that a `$ref` leads to. */
export interface AuthoredDocument {
  /** As the author would name it: relative to the root where it lies below it, `contracts[0]` for an object. */
  readonly file: string;
  /** Absolute, symbolic links resolved; `undefined` for an object. */
  readonly path: string | undefined;
  /** Deeply frozen. Numbers that a double cannot hold are `ExactNumber`. */
  readonly value: JsonObject;
  /** Where the member or item of a JSON Pointer stands; its name where it has one. `undefined` where no text is known. */
  locate(pointer: string): Position | undefined;
}

/** The finding of one place of a document, with line and column where the text is known. */
export function findingAt(document: Pick<AuthoredDocument, 'file' | 'locate'>, pointer: string, fault: Fault): Finding {
  const position = document.locate(pointer);
  return {
    file: document.file,
    pointer,
    ...(position === undefined ? {} : { line: position.line, column: position.column }),
    rule: fault.rule,
    severity: fault.severity ?? 'error',
    message: fault.message,
    cure: fault.cure,
  };
}
