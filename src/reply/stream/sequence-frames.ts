import { type Frames, HeldBytes, LF } from './frames.ts';

const recordSeparator = 0x1e;
const quotes = 0x22;
const backslash = 0x5c;
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Cuts a JSON text sequence: each record begins with RS and ends with an LF that stands outside of its lists, objects and
 * texts, so that it goes on without waiting for the next one. An RS always begins a new record: what was cut before it ends
 * there. Source: RFC 7464, section 2.
 */
export class SequenceFrames implements Frames {
  readonly #held = new HeldBytes();
  #depth = 0;
  #inText = false;
  #isEscaped = false;

  get heldBytes(): number {
    return this.#held.length;
  }

  push(chunk: Buffer): Buffer[] {
    const frames: Buffer[] = [];
    let start = 0;
    const cut = (end: number): void => {
      const frame = this.#held.take(chunk.subarray(start, end));
      if (frame.length > 0) frames.push(frame);
      start = end;
      this.#depth = 0;
      this.#inText = false;
      this.#isEscaped = false;
    };
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      if (byte === recordSeparator) cut(index);
      else if (this.#inText) this.#inside(byte);
      else if (byte === quotes) this.#inText = true;
      else if (opening.has(byte)) this.#depth += 1;
      else if (closing.has(byte)) this.#depth -= 1;
      else if (byte === LF && this.#depth <= 0) cut(index + 1);
    }
    this.#held.hold(chunk.subarray(start));
    return frames;
  }

  rest(): Buffer {
    return this.#held.take();
  }

  #inside(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quotes) this.#inText = false;
  }
}
