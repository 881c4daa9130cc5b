import type { Finding, Severity } from './finding.ts';

/** What a check has to say, before it is tied to a place. */
export interface Fault {
  readonly rule: string;
  readonly message: string;
  readonly cure: string;
  /** @default 'error' */
  readonly severity?: Severity;
}

/** Finds the line and column of a JSON Pointer in a file; `undefined` where no text is known. */
export type Locate = (file: string, pointer: string) => { line: number; column: number } | undefined;

/** Collects findings with their places; the same finding is kept once. */
export class FindingList {
  readonly #locate: Locate;
  readonly #findings = new Map<string, Finding>();

  constructor(locate: Locate) {
    this.#locate = locate;
  }

  add(file: string, pointer: string, fault: Fault): void {
    const place = this.#locate(file, pointer);
    const key = `${file}#${pointer} ${fault.rule} ${fault.message}`;
    if (this.#findings.has(key)) return;
    this.#findings.set(key, {
      file,
      pointer,
      ...(place === undefined ? {} : { line: place.line, column: place.column }),
      rule: fault.rule,
      severity: fault.severity ?? 'error',
      message: fault.message,
      cure: fault.cure,
    });
  }

  get all(): Finding[] {
    return [...this.#findings.values()];
  }
}
