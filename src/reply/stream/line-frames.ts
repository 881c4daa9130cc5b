import { type Frames, HeldBytes, LF } from './frames.ts';

/** Cuts lines of JSON at each LF; JSON text holds none of its own there. Source: ndjson-spec; jsonlines.org. */
export class LineFrames implements Frames {
  readonly #held = new HeldBytes();

  get heldBytes(): number {
    return this.#held.length;
  }

  push(chunk: Buffer): Buffer[] {
    const frames: Buffer[] = [];
    let start = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, start)) {
      frames.push(this.#held.take(chunk.subarray(start, at + 1)));
      start = at + 1;
    }
    this.#held.hold(chunk.subarray(start));
    return frames;
  }

  rest(): Buffer {
    return this.#held.take();
  }
}
