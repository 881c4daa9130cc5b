/** `error` findings keep a contract from starting; a `warning` says what is not applied or may surprise. */
export type Severity = 'error' | 'warning';

/** What a check has to say, before it is tied to a place. */
export interface Fault {
  readonly rule: string;
  readonly message: string;
  readonly cure: string;
  /** @default 'error' */
  readonly severity?: Severity;
}

/** Whether a check gave a fault in place of what it was asked for. */
export const isFault = (value: object): value is Fault => 'rule' in value && 'cure' in value;

/** One fault in a contract or option. */
export interface Finding {
  /** The file as the author named it, or `contracts[0]` for an object. */
  readonly file: string;
  /** RFC 6901 JSON Pointer into that file; the empty string is the whole. */
  readonly pointer: string;
  /** 1-based; absent where no text is known (contracts given as objects). */
  readonly line?: number;
  readonly column?: number;
  /** Stable kebab-case name of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, in the author's words. */
  readonly message: string;
  /** What to write instead. */
  readonly cure: string;
}

/** Thrown at start, and only there: the contracts or options have findings of severity `error`. */
export class ContractError extends Error {
  readonly code = 'contract-error';
  readonly findings: readonly Finding[];

  constructor(message: string, findings: readonly Finding[]) {
    super(message);
    this.name = 'ContractError';
    this.findings = findings;
    // An app that does not catch the error has them in its message; Node would print them a second time.
    Object.defineProperty(this, 'findings', { enumerable: false });
  }
}
