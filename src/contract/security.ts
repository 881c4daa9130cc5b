import type { Place } from './place.ts';
import type { SchemaNode } from './schema-node.ts';

/** How a credential is sent. Source: OpenAPI 3.1, section 4.8.27, Security Scheme Object. */
export type CredentialPlace =
  /** `Authorization: Bearer TOKEN`; RFC 6750, section 2.1. */
  | { readonly kind: 'bearer' }
  /** `Authorization: Basic BASE64`; RFC 7617. */
  | { readonly kind: 'basic' }
  | { readonly kind: 'apiKey'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string };

/** One entry of a contract's `securitySchemes`. */
export interface SecurityScheme {
  readonly name: string;
  readonly file: string;
  /** JSON Pointer to it. */
  readonly pointer: string;
  readonly place: CredentialPlace;
  /** Whether it stays in the request; otherwise it is taken out before anything else reads the request. */
  readonly forward: boolean;
  /** Whether a bearer token is said to be a JWT, whose form can be seen. */
  readonly isJwt: boolean;
  /** The schema of what is known once it is verified. */
  readonly claims: SchemaNode;
  readonly claimsPlace: Place;
}

/** A credential that an alternative asks for, and what it must allow. */
export interface CredentialNeed {
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
}

/** What an operation asks of its callers. */
export interface OperationSecurity {
  /** Any of them suffices; each needs all of its credentials. One without any lets in callers that send none. */
  readonly alternatives: readonly (readonly CredentialNeed[])[];
  /** The credentials of the contract that no request of it carries on to the upstream. */
  readonly taken: readonly SecurityScheme[];
}
