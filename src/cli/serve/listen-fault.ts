import type { ResolvedOptions } from '../../options/resolved-options.ts';

/** The error of an address that could not be taken, in words that say what to do; any other error as it is. */
export function listenFault(error: unknown, { listen, admin }: Pick<ResolvedOptions, 'listen' | 'admin'>): Error {
  const fault = error instanceof Error ? error : new Error(String(error));
  const { code, address, port }: Error & { code?: unknown; address?: unknown; port?: unknown } = fault;
  const isAdmin = admin !== undefined && port === admin.port && port !== listen.port;
  const portSetting = isAdmin ? '`admin.port`' : '--port';
  switch (code) {
    case 'EADDRINUSE':
      return new Error(
        `port ${port} of ${address} is in use; stop what listens there, or choose another with ${portSetting}`,
      );
    case 'EACCES':
      return new Error(`port ${port} of ${address} may not be used by this user; ports from 1024 upwards may`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND': {
      const isAdminHost = admin !== undefined && address === admin.host && address !== listen.host;
      const hostSetting = isAdminHost ? '`admin.host`' : '--host or `listen.host`';
      const host = isAdminHost ? admin.host : listen.host;
      return new Error(`this machine does not have the address ${host}; choose another with ${hostSetting}`);
    }
    default:
      return fault;
  }
}
