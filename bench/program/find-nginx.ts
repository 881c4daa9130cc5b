import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** nginx as Debian packs it, with its JavaScript. */
export interface Nginx {
  readonly binary: string;
  readonly javaScript: string;
}

/** Where it is, if it is installed; the environment variable `BENCH_NGINX` names another binary. */
export function findNginx(): Nginx | undefined {
  const binary = process.env['BENCH_NGINX'] ?? '/usr/sbin/nginx';
  const javaScript = join(binary, '..', '..', 'lib', 'nginx', 'modules', 'ngx_http_js_module.so');
  return existsSync(binary) && existsSync(javaScript) ? { binary, javaScript } : undefined;
}
