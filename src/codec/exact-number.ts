// The compiler's library does not declare JSON.rawJSON yet; every supported Node has it.
const { rawJSON } = JSON as JSON & { rawJSON(text: string): unknown };

/**
 * A number that JavaScript cannot hold exactly, kept as its JSON text.
 *
 * In:  `12345678901234567890`, `0.1000000000000000055511151231257827`, `1e400` as written by the caller.
 * Out: the same digits wherever `JSON.stringify` meets it.
 * A number that a double holds exactly is never wrapped: it stays a plain `number`.
 */
export class ExactNumber {
  readonly text: string;

  /** `text` must match the number grammar of RFC 8259, section 6. */
  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return rawJSON(this.text);
  }

  toString(): string {
    return this.text;
  }
}
