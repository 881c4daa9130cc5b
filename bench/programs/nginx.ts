/* nginx with its JavaScript, as a reference in C: one process without a master, whose CPU time is what is told. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { announcePort, upstreamOrigin } from '../program/announce.ts';
import { findNginx } from '../program/find-nginx.ts';
import { usageOfProcess, usageSource } from '../program/usage.ts';

const nginx = findNginx();
if (nginx === undefined) throw new Error('nginx and libnginx-mod-http-js are not installed');

const folder = mkdtempSync(join(tmpdir(), 'paramap-nginx-'));
const port = await freePort();
const file = join(folder, 'nginx.conf');
writeFileSync(file, configuration(nginx.javaScript));
const gateway = spawn(nginx.binary, ['-p', folder, '-c', file, '-e', 'stderr'], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
process.on('exit', () => {
  gateway.kill();
  rmSync(folder, { recursive: true, force: true });
});
gateway.on('exit', (code) => process.exit(code ?? 1));

const { pid } = gateway;
if (pid === undefined) throw new Error('nginx does not start');
usageSource.read = () => usageOfProcess(pid);
while (!(await accepts())) await sleep(20);
announcePort(port);

function configuration(javaScript: string): string {
  const forward = `proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_connect_timeout 1s;
      proxy_read_timeout 10s;`;
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
load_module ${javaScript};
events { worker_connections 1024; }
http {
  ${folders.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  access_log off;
  keepalive_requests 1000000000;
  js_path ${join(import.meta.dirname, 'parts')}/;
  js_import gateway from nginx-gateway.js;
  js_var $target;
  upstream bench { server ${new URL(upstreamOrigin).host}; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location /users/ { limit_except GET { deny all; } js_content gateway.users; }
    location @users {
      ${forward}
      proxy_pass http://bench$target;
    }
    location = /reports/latest {
      ${forward}
      proxy_pass http://bench;
    }
    location /legacy/ {
      ${forward}
      proxy_pass http://bench;
    }
  }
}
`;
}

/** nginx cannot choose one and say so. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

function accepts(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
