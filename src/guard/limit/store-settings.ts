import type { SecretName } from '../../contract/secret-value.ts';
import type { WatchSettings } from './watched-store.ts';

/** Where a Redis or Valkey is: its address, the secret that holds it, or the app's own client. */
export type RedisPlace =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'secret'; readonly name: SecretName }
  | { readonly kind: 'client'; readonly client: object };

/** A Redis or Valkey that all gateways count in together. */
export interface RedisSettings extends WatchSettings {
  readonly place: RedisPlace;
  readonly keyPrefix: string;
}

/** Where rates are counted; `undefined` is this process's memory. */
export type StoreSettings = RedisSettings | undefined;
