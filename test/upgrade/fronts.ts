import http from 'node:http';
import type { TestContext } from 'node:test';
import express from 'express';
import { WebSocket, WebSocketServer, type ServerOptions } from 'ws';
import { paramap, type Problem } from '../../src/index.ts';
import { type FrontOptions, gatewayFront } from '../support/fronts.ts';
import { listen } from '../support/listen.ts';
import type { GatewayOptions } from '../../src/index.ts';

/** A contract with a route that is upgraded, with parameters that are mapped. */
export const chatContract = {
  title: 'Chat',
  upstream: { name: 'chat', headers: { 'x-key': { const: 'k1' } } },
  operations: {
    joinRoom: {
      route: 'GET /rooms/{room}',
      upgrade: 'websocket',
      upstream: { route: 'GET /v1/socket/{id}' },
      path: { properties: { room: { type: 'integer', minimum: 1, 'x-upstream': 'id' } } },
      query: { required: ['user'], properties: { user: { type: 'string', 'x-upstream': 'u' } } },
    },
    readRoom: { route: 'GET /plain/{room}', path: { properties: { room: { type: 'string' } } } },
  },
};

/** The bytes of a handshake, so that its fields can be wrong. */
export const handshake = (path = '/rooms/7?user=ada', fields: readonly string[] = []): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: chat.example',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...fields,
    '',
    '',
  ].join('\r\n');

/** What stands before the upstream. */
export interface UpgradeFront {
  readonly port: number;
  readonly problems: readonly Problem[];
  /** What the middleware's server does with upgrades of other listeners is asked of these. */
  readonly server: http.Server | undefined;
  close(): Promise<unknown>;
}

type Options = Omit<FrontOptions<GatewayOptions>, 'contracts'>;

/** Both surfaces, in front of one upstream. */
export const fronts: Readonly<Record<string, (t: TestContext, options: Options) => Promise<UpgradeFront>>> = {
  async middleware(t, options) {
    const problems: Problem[] = [];
    const api = paramap({
      upstreams: {},
      ...options,
      contracts: chatContract,
      onProblem: (problem) => void problems.push(problem),
    });
    const server = http.createServer({ shouldUpgradeCallback: api.upgrades }, express().use(api));
    server.on('upgrade', api.upgrade);
    const { port, close } = await listen(server);
    t.after(close);
    t.after(() => api.close());
    return { port, problems, server, close: () => api.close() };
  },
  async gateway(t, options) {
    const front = await gatewayFront(t, { ...options, contracts: chatContract });
    return { ...front, server: undefined, close: () => Promise.resolve() };
  },
};

/** An upstream that echoes; what it saw of each handshake is kept. */
export async function socketUpstream(t: TestContext, options: ServerOptions = {}) {
  const seen: http.IncomingMessage[] = [];
  const server = http.createServer((_request, response) => response.writeHead(200).end('plain'));
  const sockets = new WebSocketServer({ server, ...options });
  sockets.on('connection', (socket, request) => {
    seen.push(request);
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.on('error', () => {});
  });
  const { port, url, close } = await listen(server);
  t.after(close);
  return { port, url, seen, sockets, close };
}

/** Opens a WebSocket; gives it once it is open, or the status and body of what came in its place. */
export function openSocket(
  url: string,
  { protocols = [], headers = {} }: { protocols?: string[]; headers?: Record<string, string> } = {},
): Promise<WebSocket | { readonly status: number; readonly body: string; readonly headers: http.IncomingHttpHeaders }> {
  const socket = new WebSocket(url, protocols, { headers });
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, answer) => {
      let body = '';
      answer.on('data', (chunk) => (body += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }));
    });
  });
}

/** The same, where it must open. */
export async function joined(url: string, options?: Parameters<typeof openSocket>[1]): Promise<WebSocket> {
  const socket = await openSocket(url, options);
  if (!(socket instanceof WebSocket)) throw new Error(`it was refused: ${socket.status} ${socket.body}`);
  return socket;
}
