/** What the programs in `programs/` read an item with, each by its own client. */
export interface ItemInput {
  readonly itemId: string;
  readonly tags?: string[];
  readonly filter?: { color?: string; size?: number };
  readonly trace?: string;
  readonly session?: string;
}
