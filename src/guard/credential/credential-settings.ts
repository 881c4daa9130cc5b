import type { SecretName } from '../../contract/secret-value.ts';

/** How the credentials of one scheme are verified: the option `credentials`, checked and complete. */
export type CredentialSettings = JwtSettings | KeySettings | PresenceSettings;

/** Signed tokens (RFC 7519). */
export interface JwtSettings {
  readonly verify: 'jwt';
  readonly keys: JwtKeys;
  readonly issuer: string;
  readonly audience: string;
  /** As in the `alg` of a token; never `none`. */
  readonly algorithms: readonly string[];
  /** By how much the clocks of issuer and gateway may differ, in milliseconds. */
  readonly clockToleranceMs: number;
  /** The claim that lists the scopes. */
  readonly scopeClaim: string;
}

/** Where the keys are that signatures are verified with. */
export type JwtKeys =
  /** A JWK Set (RFC 7517) that is fetched when it is needed; all in milliseconds. */
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly timeoutMs: number;
      /** How long a set is used before it is fetched again. */
      readonly maxAgeMs: number;
      /** How long a set is not fetched again for a token whose key it lacks. */
      readonly cooldownMs: number;
    }
  /** A JWK Set in a file, read again when it changes; the path is absolute. */
  | { readonly kind: 'file'; readonly path: string }
  /** A secret that the issuer shares. */
  | { readonly kind: 'secret'; readonly name: SecretName };

/** Keys that are given out one by one. */
export interface KeySettings {
  readonly verify: 'keys';
  readonly keys: readonly IssuedKey[];
}

/** One key. Several may have one name, while one of them replaces the other. */
export interface IssuedKey {
  /** Who has it: the claim `sub`. */
  readonly name: string;
  readonly secret: SecretName;
  readonly scopes: readonly string[];
}

/** Presence and form alone are checked; whether it is good, the upstream says. */
export interface PresenceSettings {
  readonly verify: 'presence';
}
