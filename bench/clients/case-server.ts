import http from 'node:http';
import { listenLocally } from '../load/local-server.ts';

/** What an API got of a client. */
export interface Received {
  readonly url: string;
  readonly trace: string | undefined;
  readonly cookie: string | undefined;
}

export interface CaseServer {
  readonly url: string;
  last(): Received | undefined;
  close(): void;
}

/** Answers by the first segment of the path, as the API itself (`/api`) or as something in between. */
export async function startCaseServer(): Promise<CaseServer> {
  let last: Received | undefined;
  const server = http.createServer(({ url = '', headers, socket }, response) => {
    const [, way, rest] = /^\/(\w+)(.*)$/.exec(url) ?? [];
    last = { url: rest ?? '', trace: headers['x-trace']?.toString(), cookie: headers.cookie };
    const answer = (status: number, type: string, text: string): void => {
      response.writeHead(status, { 'content-type': type }).end(text);
    };
    if (way === 'html') answer(502, 'text/html', '<h1>Bad Gateway</h1>');
    else if (way === 'login') answer(200, 'text/html', '<h1>Sign in</h1>');
    else if (way === 'problem') answer(400, 'application/problem+json', '{"code":"invalid-request","errors":[]}');
    else if (way === 'empty') response.writeHead(401).end();
    else if (way === 'cut') socket.destroy();
    else answer(200, 'application/json', '{"id":"1"}');
  });
  return { url: await listenLocally(server), last: () => last, close: () => server.close() };
}
