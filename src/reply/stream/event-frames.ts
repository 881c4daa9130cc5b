import { CR, type Frames, HeldBytes, LF } from './frames.ts';

const colon = 0x3a;

/**
 * Cuts server-sent events: a frame ends with its blank line, whose end may be LF, CR or CRLF.
 *
 * A CR ends the line at once, without waiting for the LF that may follow: that comes as a frame of its own where it is cut
 * off. Comments before an event are frames of their own as well, so that a sign of life is never held back.
 * Source: WHATWG HTML, section 9.2.6.
 */
export class EventFrames implements Frames {
  readonly #held = new HeldBytes();
  /** Nothing of the present line has come. */
  #atLineStart = true;
  #afterCr = false;
  /** Every line of the present frame is a comment so far. */
  #isComment = true;

  get heldBytes(): number {
    return this.#held.length;
  }

  push(chunk: Buffer): Buffer[] {
    const frames: Buffer[] = [];
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      if (!this.#endsFrame(chunk[index] ?? 0)) continue;
      // The LF of the same line end belongs to it, where it is here already.
      if (this.#afterCr && chunk[index + 1] === LF) {
        index += 1;
        this.#afterCr = false;
      }
      frames.push(this.#held.take(chunk.subarray(start, index + 1)));
      start = index + 1;
    }
    this.#held.hold(chunk.subarray(start));
    return frames;
  }

  rest(): Buffer {
    return this.#held.take();
  }

  #endsFrame(byte: number): boolean {
    const follows = this.#afterCr && byte === LF;
    this.#afterCr = byte === CR;
    // The second half of CRLF: a frame of its own where the first half ended one.
    if (follows) return this.#atLineStart && this.#isComment;
    if (byte !== CR && byte !== LF) {
      if (this.#atLineStart && byte !== colon) this.#isComment = false;
      this.#atLineStart = false;
      return false;
    }
    const isBlank = this.#atLineStart;
    this.#atLineStart = true;
    const ends = isBlank || this.#isComment;
    if (ends) this.#isComment = true;
    return ends;
  }
}
