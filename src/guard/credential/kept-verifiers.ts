import type { CredentialSettings } from './credential-settings.ts';
import type { SecretPlaces } from './open-secret.ts';
import type { Verify } from './verdict.ts';

/** Opens what verifies the credentials of a scheme. */
export type OpenVerify = (settings: CredentialSettings, places: SecretPlaces) => Verify;

/**
 * The verifiers of an instance. One that is made after another (a reload) takes over those that ask an issuer for its keys,
 * where their settings are the same: the keys that are known stay known, also while the issuer cannot be asked. Others are
 * opened anew, for secrets may have changed.
 */
export class KeptVerifiers {
  readonly #own = new Map<string, Verify>();
  readonly #before: ReadonlyMap<string, Verify>;
  readonly #open: OpenVerify;

  constructor(open: OpenVerify, previous?: KeptVerifiers) {
    this.#open = open;
    this.#before = previous?.own ?? new Map();
  }

  /** Those that can be taken over, by their settings. */
  get own(): ReadonlyMap<string, Verify> {
    return this.#own;
  }

  of(settings: CredentialSettings, places: SecretPlaces): Verify {
    if (settings.verify !== 'jwt' || settings.keys.kind !== 'url') return this.#open(settings, places);
    const key = JSON.stringify(settings);
    const verify = this.#own.get(key) ?? this.#before.get(key) ?? this.#open(settings, places);
    this.#own.set(key, verify);
    return verify;
  }
}
