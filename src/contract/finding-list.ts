import { findingAt, type Position } from './authored-document.ts';
import type { Fault, Finding } from './finding.ts';

/** Finds the line and column of a JSON Pointer in a file; `undefined` where no text is known. */
export type Locate = (file: string, pointer: string) => Position | undefined;

/** Collects findings with their places; the same finding is kept once. */
export class FindingList {
  readonly #locate: Locate;
  readonly #findings = new Map<string, Finding>();

  constructor(locate: Locate) {
    this.#locate = locate;
  }

  add(file: string, pointer: string, fault: Fault): void {
    const key = `${file}#${pointer} ${fault.rule} ${fault.message}`;
    if (this.#findings.has(key)) return;
    this.#findings.set(key, findingAt({ file, locate: (at) => this.#locate(file, at) }, pointer, fault));
  }

  get all(): Finding[] {
    return [...this.#findings.values()];
  }
}
