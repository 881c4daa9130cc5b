import type { SecureVersion } from 'node:tls';

/** How connections to an upstream are secured, with the texts of its files. Certificates are always verified. */
export interface TlsSettings {
  /** PEM text of the authorities to trust, or `undefined` for Node's own. */
  readonly ca: string | undefined;
  /** PEM text of our own certificate and those between it and its authority. */
  readonly cert: string | undefined;
  /** PEM text of the key of `cert`. */
  readonly key: string | undefined;
  /** Of the key, where that is encrypted. */
  readonly passphrase: string | undefined;
  /** The name that is asked for (SNI) and must stand in the certificate, in place of the target's host. */
  readonly serverName: string | undefined;
  /** The lowest version that is spoken, or `undefined` for Node's own lowest, which is 1.2. */
  readonly minVersion: SecureVersion | undefined;
}

/** The settings as Node's `tls.connect` takes them; what is not set is absent, so that Node's default holds. */
export type TlsConnectOptions = {
  readonly [Name in Exclude<keyof TlsSettings, 'serverName'>]?: NonNullable<TlsSettings[Name]>;
} & { readonly servername?: string };

/** Gives the settings the names that Node has for them. */
export function tlsConnectOptions(settings: TlsSettings | undefined): TlsConnectOptions {
  if (settings === undefined) return {};
  const { ca, cert, key, passphrase, serverName, minVersion } = settings;
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(passphrase !== undefined && { passphrase }),
    ...(serverName !== undefined && { servername: serverName }),
    ...(minVersion !== undefined && { minVersion }),
  };
}
