/** Schemes that are needed together, each with its scopes: `{ "oauth": ["read"] }`. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

/** One declared way to prove who calls. Source: OpenAPI 3.1, section 4.8.27; Swagger 2.0's `basic` is `http` here. */
export type DescribedSecurity =
  | {
      readonly type: 'apiKey';
      readonly in: 'query' | 'header' | 'cookie';
      readonly name: string;
      readonly description: string | undefined;
    }
  | {
      readonly type: 'http';
      /** In lower case: `basic`, `bearer`, ... */
      readonly scheme: string;
      readonly description: string | undefined;
    }
  | {
      readonly type: 'oauth2' | 'openIdConnect' | 'mutualTLS';
      readonly description: string | undefined;
    };
