/** Keeps the newest texts, of which there are never more than so many, nor more bytes of them. */
export class DetailStore {
  readonly #most: number;
  readonly #mostBytes: number;
  readonly #texts = new Map<number, string>();
  #bytes = 0;

  constructor(most: number, mostBytes: number) {
    this.#most = most;
    this.#mostBytes = mostBytes;
  }

  get size(): number {
    return this.#texts.size;
  }

  /** As they are held in memory: two for each character where one of them is no Latin text. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Out: whether it is kept; one that is larger than all may be is not. */
  add(sequence: number, text: string): boolean {
    const size = text.length * 2;
    if (size > this.#mostBytes) return false;
    this.#texts.set(sequence, text);
    this.#bytes += size;
    for (const [oldest, kept] of this.#texts) {
      if (this.#texts.size <= this.#most && this.#bytes <= this.#mostBytes) break;
      this.#texts.delete(oldest);
      this.#bytes -= kept.length * 2;
    }
    return true;
  }

  get(sequence: number): string | undefined {
    return this.#texts.get(sequence);
  }
}
