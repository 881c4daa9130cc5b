import { readFileSync } from 'node:fs';
import https from 'node:https';
import { type Listening, listen } from './listen.ts';

/** PEM text of the authority that has issued the certificates of the tests. */
export const testAuthority: string = readFileSync(new URL('tls/authority.pem', import.meta.url), 'utf8');

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
