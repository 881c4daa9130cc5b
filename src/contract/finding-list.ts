import { findingAt, type Position } from './authored-document.ts';
import type { Fault, Finding } from './finding.ts';

/** Finds the line and column of a JSON Pointer in a file; `undefined` where no text is known. */
export type Locate = (file: string, pointer: string) => Position | undefined;

/** Collects findings with their places; the same finding is kept once. */
export class FindingList {
  readonly #locate: Locate;
  readonly #findings = new Map<string, Finding>();
  #hasErrors = false;

  constructor(locate: Locate) {
    this.#locate = locate;
  }

  add(file: string, pointer: string, fault: Fault): void {
    const key = `${file}#${pointer} ${fault.rule} ${fault.message}`;
    if (this.#findings.has(key)) return;
    const finding = findingAt({ file, locate: (at) => this.#locate(file, at) }, pointer, fault);
    this.#findings.set(key, finding);
    this.#hasErrors ||= finding.severity === 'error';
  }

  get hasErrors(): boolean {
    return this.#hasErrors;
  }

  get all(): Finding[] {
    return [...this.#findings.values()];
  }
}
