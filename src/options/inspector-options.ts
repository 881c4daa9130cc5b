/** How much the inspector keeps, and who may look at it. */
export interface InspectorOptions {
  /**
   * Whether it is there where the environment variable NODE_ENV is `production`, too. Danger: whoever has the link sees every request,
   * but for what is `x-sensitive`, secrets, credentials and values that nobody declares.
   * @default false
   */
  production?: boolean;

  /**
   * What a caller has to know, of at least 16 characters without blanks. It stands in the link to the page.
   * @default a random one at each start
   */
  token?: string;

  /**
   * Names under which browsers reach it, beside addresses and `localhost`. Any other is refused, for it may be a stranger's name that
   * leads here.
   * @default []
   */
  hosts?: readonly string[];

  /**
   * Of how many of the last requests everything is kept; 0 keeps none.
   * @default 1000
   */
  details?: number;

  /**
   * How much memory they may take together. In bytes.
   * @default 33554432
   */
  detailBytes?: number;

  /**
   * Of how many requests a second everything is kept; of others their line in the list alone. This is what bounds the cost under load.
   * @default 50
   */
  detailsPerSecond?: number;

  /**
   * How many of the last requests are in the list; each takes some 100 to 200 bytes.
   * @default 100000
   */
  summaries?: number;
}
