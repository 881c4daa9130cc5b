import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { TlsSettings } from '../../src/upstream/tls/tls-settings.ts';
import { type Listening, listen } from './listen.ts';

/** PEM text of the authority that has issued the certificates of the tests. */
export const testAuthority: string = readFileSync(new URL('tls/authority.pem', import.meta.url), 'utf8');

/** The settings of an upstream that differ from Node's own only in what is given. */
export const tlsSettings = (given: Partial<TlsSettings>): TlsSettings => ({
  ca: undefined,
  cert: undefined,
  key: undefined,
  passphrase: undefined,
  serverName: undefined,
  minVersion: undefined,
  ...given,
});

/** The settings of an upstream that trusts an authority. */
export const trusting = (ca: string | undefined): TlsSettings => tlsSettings({ ca });

/** Starts an HTTPS server with one of the certificates in `tls/`; it answers every request with 200 `ok`. */
export async function tlsUpstream(
  certificate: 'valid' | 'wrong-name' | 'expired',
  options: https.ServerOptions = {},
): Promise<Listening> {
  const pem = readFileSync(new URL(`tls/${certificate}.pem`, import.meta.url), 'utf8');
  const server = https.createServer({ key: pem, cert: pem, ...options }, (_request, response) => response.end('ok'));
  server.on('tlsClientError', () => {});
  const { port, close } = await listen(server);
  return { port, url: `https://127.0.0.1:${port}`, close };
}
