/**
 * The text of a contract that somebody typed in, in place of a file. Beside it no file is read: what a `$ref` to another one leads to
 * is not for whoever typed it.
 */
export class TypedContract {
  /** How findings call it. */
  readonly file: string;
  readonly text: string;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }
}
