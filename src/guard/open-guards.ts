import type { CredentialSettings } from './credential/credential-settings.ts';
import { openJwtKeys } from './credential/jwt-keys.ts';
import { openSecret, type SecretPlaces } from './credential/open-secret.ts';
import { compileVerifyJwt } from './credential/verify-jwt.ts';
import { compileVerifyKey } from './credential/verify-key.ts';
import type { Verify } from './credential/verdict.ts';
import type { LimitStore } from './limit/limit-store.ts';
import { MemoryStore } from './limit/memory-store.ts';
import { connectRedis, type RedisClient, useClient } from './limit/redis-client.ts';
import { RedisStore } from './limit/redis-store.ts';
import type { RedisPlace, StoreSettings } from './limit/store-settings.ts';
import { WatchedStore } from './limit/watched-store.ts';

/**
 * Opens what verifies the credentials of a scheme.
 *
 * Fails: throws where a secret or file is missing; `missingSecrets` says so before.
 */
export function openVerify(settings: CredentialSettings, places: SecretPlaces): Verify {
  switch (settings.verify) {
    case 'presence':
      return () => ({ ok: true, claims: {}, scopes: [] });
    case 'keys':
      return compileVerifyKey(
        settings.keys.map(({ name, scopes, secret }) => ({ name, scopes, secret: there(openSecret(secret, places)) })),
      );
    case 'jwt':
      return compileVerifyJwt(settings, there(openJwtKeys(settings.keys, places)));
  }
}

/** What of the settings of a scheme cannot be opened: names of variables, and paths of files. */
export function missingSecrets(settings: CredentialSettings, places: SecretPlaces): string[] {
  if (settings.verify === 'presence') return [];
  if (settings.verify === 'keys') {
    return settings.keys.flatMap(({ secret }) => (openSecret(secret, places) === undefined ? [nameOf(secret)] : []));
  }
  const { keys } = settings;
  if (keys.kind === 'url' || openJwtKeys(keys, places) !== undefined) return [];
  return [keys.kind === 'file' ? keys.path : nameOf(keys.name)];
}

/** How a secret is called in a finding. */
export const nameOf = (secret: { readonly environment: string } | { readonly file: string }): string =>
  'file' in secret ? secret.file : secret.environment;

/** Opens the store that rates are counted in. Fails: as `openVerify`. */
export function openStore(settings: StoreSettings, places: SecretPlaces, now: () => number): LimitStore {
  if (settings === undefined) return new MemoryStore(now);
  const client = openClient(settings.place, settings.timeoutMs, places);
  return new WatchedStore(new RedisStore({ client, keyPrefix: settings.keyPrefix }), settings, now);
}

function openClient(place: RedisPlace, timeoutMs: number, places: SecretPlaces): RedisClient {
  switch (place.kind) {
    case 'client':
      return useClient(place.client);
    case 'url':
      return connectRedis(place.url, { timeoutMs });
    case 'secret':
      return connectRedis(there(openSecret(place.name, places)).text, { timeoutMs });
  }
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a secret that was there at the check is gone');
  return value;
}
