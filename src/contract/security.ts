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

/** Where a credential stands in a request. */
export function credentialField(place: CredentialPlace): {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
} {
  return place.kind === 'apiKey' ? place : { in: 'header', name: 'Authorization' };
}

/** Whether two credentials stand in one place. */
export function sharePlace(one: SecurityScheme, other: SecurityScheme): boolean {
  const [here, there] = [credentialField(one.place), credentialField(other.place)];
  return here.in === there.in && here.name.toLowerCase() === there.name.toLowerCase();
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
  /** Every credential of the contract, asked for or not. */
  readonly schemes: readonly SecurityScheme[];
  /** Those whose place no request of the operation carries on to the upstream. */
  readonly taken: readonly SecurityScheme[];
}
