/** Ends a request for which no target may be used. */
export class NoTarget extends Error {
  /** How long until one may be, as far as is known. */
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('no target may be used now');
    this.name = 'NoTarget';
    this.waitMs = waitMs;
  }
}
