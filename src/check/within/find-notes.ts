import type { Operation } from '../../contract/contract.ts';
import type { SchemaNode } from '../../contract/schema-node.ts';
import type { Memory } from '../contain/memory.ts';
import { Definitions } from '../image/definitions.ts';
import { PlaceImages } from '../image/place-image.ts';
import type { WithinSite } from './accepted.ts';
import { codecNotes } from './codec-notes.ts';
import { deadNotes } from './dead-notes.ts';
import { declaredValues } from './declared-values.ts';
import type { WithinNote } from './note.ts';
import { slotNotes } from './slot-notes.ts';
import { unsentNotes } from './unsent-notes.ts';

/** Looks at the operations of one contract; what several of them share is told of the first. */
export class NoteFinder {
  readonly #memory: Memory;
  readonly #schemas = new Map<SchemaNode, boolean>();
  readonly #told = new Set<string>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** What an operation says and may not mean: every note has a value, or a proof, that shows it. */
  of(operation: Operation): WithinNote[] {
    const definitions = new Definitions();
    const places = new PlaceImages(definitions, { direction: 'request', isOpen: operation.unknown.body === 'forward' });
    const site: WithinSite = { memory: this.#memory, definitions, places };
    const ofValues = declaredValues(operation).flatMap((value) => [
      ...codecNotes(value, site),
      ...slotNotes(value, operation, site),
      ...unsentNotes(value, operation),
    ]);
    return [...ofValues, ...deadNotes(operation, this.#schemas, site)].filter((note) => this.#isNew(note));
  }

  #isNew({ rule, at, message }: WithinNote): boolean {
    const key = `${rule} ${at.file} ${at.pointer} ${message}`;
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }
}
