import type { JsonObject } from '../../codec/json-value.ts';

/** What became of verifying a credential. */
export type Verified =
  | { readonly ok: true; readonly claims: JsonObject; readonly scopes: readonly string[] }
  /** `reason` completes "is not valid: ", and tells nothing of the credential itself. */
  | { readonly ok: false; readonly reason: string };

/** Verifies the text of a credential. Fails: throws, or rejects with, `KeysAway` where nobody can say. */
export type Verify = (text: string) => Verified | Promise<Verified>;

/** The keys that a credential is verified with cannot be had. */
export class KeysAway extends Error {
  readonly code = 'credential-keys';

  constructor(cause: unknown) {
    super('the keys that credentials are verified with cannot be had', { cause });
    this.name = 'KeysAway';
  }
}
