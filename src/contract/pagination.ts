/** How the pages of an operation's answers are walked; nothing of it changes what the gateway does. */
export interface Pagination {
  /** The way to the list in the answer's JSON; empty where the answer is the list. */
  readonly items: readonly string[];
  /** The way to what the next page is asked with; `undefined` where the `Link` field says it. */
  readonly next: readonly string[] | undefined;
  /** The query parameter that takes it. */
  readonly parameter: string;
}
