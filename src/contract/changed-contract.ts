/** A contract of a file with another text than the file has: a change that is looked at before anybody makes it. */
export class ChangedContract {
  /** As findings call the file. */
  readonly file: string;
  /** Absolute, symbolic links resolved; what the text refers to is found from there. */
  readonly path: string;
  readonly text: string;

  constructor({ file, path, text }: { readonly file: string; readonly path: string; readonly text: string }) {
    this.file = file;
    this.path = path;
    this.text = text;
  }
}
