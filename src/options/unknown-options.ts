/** What becomes of undeclared values: answered with 400, left out, or sent on as they are. */
export interface UnknownOptions {
  /** @default 'refuse' */
  query?: 'refuse' | 'drop' | 'forward';
  /** @default 'refuse' */
  body?: 'refuse' | 'drop' | 'forward';
  /** @default 'forward' */
  headers?: 'refuse' | 'drop' | 'forward';
  /** @default 'drop' */
  cookies?: 'refuse' | 'drop' | 'forward';
  /**
   * Members of an upstream's answers, where their content is declared. `refuse` makes them violations of the answer.
   * @default 'forward'
   */
  response?: 'refuse' | 'drop' | 'forward';
}
