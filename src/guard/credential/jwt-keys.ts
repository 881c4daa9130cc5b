import type { JWTVerifyGetKey } from 'jose';
import { SecretFile } from '../../contract/secret-file.ts';
import { loadPeer } from '../load-peer.ts';
import type { JwtKeys } from './credential-settings.ts';
import { openSecret, type SecretPlaces } from './open-secret.ts';

/**
 * Opens the keys of an issuer.
 *
 * Out: what finds the key of a token; `undefined` where the file or secret is missing, or no JWK Set.
 */
export function openJwtKeys(keys: JwtKeys, places: SecretPlaces): JWTVerifyGetKey | undefined {
  switch (keys.kind) {
    case 'url':
      // The library waits with the next fetch, and asks once for all requests that need it; it follows no redirects.
      return loadPeer('jose').createRemoteJWKSet(new URL(keys.url), {
        timeoutDuration: keys.timeoutMs,
        cacheMaxAge: keys.maxAgeMs,
        cooldownDuration: keys.cooldownMs,
      });
    case 'file':
      return keysInFile(keys.path);
    case 'secret': {
      const secret = openSecret(keys.name, places);
      return secret && (() => new TextEncoder().encode(secret.text));
    }
  }
}

function keysInFile(path: string): JWTVerifyGetKey | undefined {
  const { createLocalJWKSet } = loadPeer('jose');
  const parse = (text: string): JWTVerifyGetKey | undefined => {
    try {
      return createLocalJWKSet(JSON.parse(text));
    } catch {
      return undefined;
    }
  };
  // A file that is half written, or no set, leaves the keys before in use.
  const file = SecretFile.open(path, { accept: (text) => (parse(text) === undefined ? undefined : text) });
  if (file === undefined) return undefined;
  let current = { text: file.text, find: parse(file.text) };
  return (header, token) => {
    const { text } = file;
    if (text !== current.text) current = { text, find: parse(text) };
    if (current.find === undefined) throw new TypeError('a JWK Set that was accepted cannot be read');
    return current.find(header, token);
  };
}
