/** How connections are upgraded, where a contract declares it. */
export interface UpgradeOptions {
  /**
   * The path that the middleware is mounted at, such as `/api`, for `api.upgrade`: Express has no part in upgrades, so that it
   * cannot take the mount off. A gateway knows its own mounts.
   * @default ''
   */
  mountPath?: string;

  /**
   * Origins of web pages that may open connections, such as `https://app.example`, beside pages of the very host that is asked.
   * `'*'` is every page. Danger: browsers send the user's cookies along, whichever page it is.
   * @default [] (pages of the same host)
   */
  origins?: readonly string[];

  /**
   * After so long without a byte in either direction a connection is broken, in milliseconds; 0 is no limit.
   * @default 120000
   */
  idleMs?: number;

  /**
   * How many upgraded connections to one upstream may be open; beyond it: 503.
   * @default 1024
   */
  max?: number;
}
