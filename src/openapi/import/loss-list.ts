import type { Position } from '../../contract/authored-document.ts';
import type { Finding } from '../../contract/finding.ts';
import { FindingList } from '../../contract/finding-list.ts';

/** Where in a description something stands. */
export interface Origin {
  readonly file: string;
  readonly pointer: string;
}

/** What of a description a contract does not express, and why. */
export class LossList {
  readonly #list: FindingList;

  constructor(locate: (file: string, pointer: string) => Position | undefined) {
    this.#list = new FindingList(locate);
  }

  /** `rule` names the kind of loss; `message` says what is not expressed and why, `cure` what the author can do. */
  add({ file, pointer }: Origin, rule: string, [message, cure]: readonly [message: string, cure: string]): void {
    this.#list.add(file, pointer, { rule: `import-${rule}`, severity: 'warning', message, cure });
  }

  get all(): readonly Finding[] {
    return this.#list.all;
  }
}
