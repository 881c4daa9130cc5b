/** More different names are not told apart: they come from contracts, but for methods, which callers may make up. */
const most = 60_000;

/** Numbers for names that come again and again. */
export class Words {
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #texts: string[] = [''];

  /** Longer names than 100 characters are cut; after the last number there is a name for all others. */
  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const text = this.#texts.length < most ? word.slice(0, 100) : '...';
    const kept = this.#numbers.get(text);
    if (kept !== undefined) return kept;
    this.#numbers.set(text, this.#texts.length);
    this.#texts.push(text);
    return this.#texts.length - 1;
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }
}
