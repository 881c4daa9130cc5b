import { createHash, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '../../codec/json-value.ts';
import type { SecretText } from './open-secret.ts';
import type { Verified, Verify } from './verdict.ts';

/** A key with its secret opened. */
export interface OpenKey {
  readonly name: string;
  readonly secret: SecretText;
  readonly scopes: readonly string[];
}

interface Known {
  readonly key: OpenKey;
  readonly verified: Verified;
  text: string;
  digest: Buffer;
}

const unknownKey: Verified = { ok: false, reason: 'it is not known here' };

/**
 * Verifies keys by their digests, all of them for each request, each in constant time: how long it takes tells nothing of
 * how much of a key was right, nor which one it was.
 */
export function compileVerifyKey(keys: readonly OpenKey[]): Verify {
  const known = keys.map((key): Known => {
    const claims: JsonObject = { sub: key.name, scope: key.scopes.join(' ') };
    const { text } = key.secret;
    return { key, verified: { ok: true, claims, scopes: key.scopes }, text, digest: digestOf(text) };
  });
  return (text) => {
    const digest = digestOf(text);
    let found = unknownKey;
    for (const one of known) {
      refresh(one);
      if (timingSafeEqual(digest, one.digest)) found = one.verified;
    }
    return found;
  };
}

/** A secret in a file may have been rotated. */
function refresh(known: Known): void {
  const { text } = known.key.secret;
  if (text === known.text) return;
  known.text = text;
  known.digest = digestOf(text);
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
