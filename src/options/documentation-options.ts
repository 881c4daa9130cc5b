/** Where the API tells callers about itself. */
export interface DocumentationOptions {
  /**
   * The path of the OpenAPI document, below the contracts' own mount: `/openapi.json`. An operation of the same path is hidden by it.
   * @default '/openapi.json'
   */
  path?: string;

  /**
   * The path of a page that shows the document to people: `/docs`. It holds no script and asks no other server for anything.
   * @default undefined (there is none)
   */
  page?: string;

  /**
   * What the API is called.
   * @default the title of the contract; `API` for several
   */
  title?: string;

  /**
   * The version of the API.
   * @default the version that all contracts have; `0.0.0` where they differ
   */
  version?: string;

  /**
   * Where callers reach the API: `https://api.example.com`.
   * @default ['/'], or the prefix of the mount
   */
  servers?: readonly string[];
}
