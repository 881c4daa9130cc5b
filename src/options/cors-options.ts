/** Which web pages of other origins may call a gateway, and read what it answers. */
export interface CorsOptions {
  /**
   * Origins of these pages, written as browsers send them: `https://app.example`, `http://localhost:5173`. `*` alone is every
   * page. Danger: what such a page may do it does with the rights of whoever has it open.
   */
  origins: readonly string[];

  /**
   * Request fields that pages may send beside those that the contract declares for the operation.
   * @default []
   */
  headers?: readonly string[];

  /**
   * Answer fields that pages may read beside those that the gateway itself writes; `*` alone is every field, where there are no
   * `credentials`.
   * @default []
   */
  exposeHeaders?: readonly string[];

  /**
   * Whether the browser sends the cookies of the API along. Danger: a page of each origin acts as the user then; `origins` must
   * name them.
   * @default false
   */
  credentials?: boolean;

  /**
   * How long a browser may remember what a preflight allowed, in milliseconds; browsers have limits of their own.
   * @default 600000
   */
  maxAgeMs?: number;
}
