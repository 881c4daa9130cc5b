/**
 * Does work one item after the other, in place of recursion: what is added while another is worked on waits until that is done,
 * so that items which lead to each other never overflow the stack, however many they are.
 */
export class WorkList<Item> {
  readonly #run: (item: Item) => void;
  readonly #waiting: Item[] = [];
  #isRunning = false;

  constructor(run: (item: Item) => void) {
    this.#run = run;
  }

  /** Works on the item and all that is added by it, or leaves that to whoever does so already. */
  add(item: Item): void {
    this.#waiting.push(item);
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) this.#run(next);
    this.#isRunning = false;
  }
}
