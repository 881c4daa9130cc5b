/**
 * Cuts a stream of bytes into frames: events, lines or records. Nothing is lost or made up: the frames one after the
 * other, and the rest, are the bytes that came in, wherever the pieces were cut.
 */
export interface Frames {
  /** Gives every frame that is complete now, its end included. */
  push(chunk: Buffer): Buffer[];
  /** What has come of a frame that is not complete. */
  rest(): Buffer;
  /** How much that is, in bytes. */
  readonly heldBytes: number;
}

/** Holds the beginning of a frame until the rest of it comes. */
export class HeldBytes {
  #parts: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  hold(part: Buffer): void {
    if (part.length === 0) return;
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** What is held and this, as one. */
  take(last: Buffer = Buffer.alloc(0)): Buffer {
    const whole = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    this.#length = 0;
    return whole;
  }
}

/** The bytes with which lines end. */
export const LF = 0x0a;
/** Alone, or in front of `LF`. */
export const CR = 0x0d;
