import type { AuthoredDocument } from '../../contract/authored-document.ts';
import type { Fault } from '../../contract/finding.ts';
import { FindingList } from '../../contract/finding-list.ts';
import { childOf } from '../../contract/json-pointer.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import type { DocumentSet } from './document-set.ts';
import type { Spot } from './spot.ts';

/** What all parts of reading share: the documents, the version of each, and what there is to say. */
export class Reading {
  readonly documents: DocumentSet;
  readonly notes: FindingList;
  readonly #main: Dialect;
  /** References of which it was said already that they lead nowhere. */
  readonly #told = new Set<string>();

  /** `main`: the version of the document that is described; files without a version of their own are read as it. */
  constructor(documents: DocumentSet, main: Dialect) {
    this.documents = documents;
    this.#main = main;
    this.notes = new FindingList((file, pointer) => documents.locate(file, pointer));
  }

  dialect(document: AuthoredDocument): Dialect {
    return dialectOf(document.value) ?? this.#main;
  }

  /** Notes a fault of a place; most are warnings, for a description is another's and cannot always be mended. */
  note({ document, pointer }: Pick<Spot, 'document' | 'pointer'>, fault: Fault): void {
    this.notes.add(document.file, pointer, { severity: 'warning', ...fault });
  }

  /**
   * The place itself, or where its `$ref` leads in the end.
   *
   * Fails: `undefined` where a reference leads nowhere or only to itself, which is noted once.
   */
  follow(spot: Spot): Spot | undefined {
    const seen = new Set<string>();
    let at = spot;
    for (;;) {
      const reference = childOf(at.value, '$ref');
      if (typeof reference !== 'string') return at;
      const key = `${at.document.file}#${at.pointer}`;
      const next = seen.has(key) ? loopFault(reference) : this.documents.follow(at.document, reference);
      seen.add(key);
      if ('cure' in next) {
        this.#tell(at, next);
        return undefined;
      }
      at = next;
    }
  }

  #tell(spot: Spot, fault: Fault): void {
    const key = `${spot.document.file}#${spot.pointer}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.note(spot, { ...fault, severity: 'error' });
  }
}

const loopFault = (reference: string): Fault => ({
  rule: 'reference-loop',
  message: `the reference \`${reference}\` leads only back to itself`,
  cure: 'let one of the references lead to an object that says something',
});
