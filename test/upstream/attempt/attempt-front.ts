import http from 'node:http';
import { type AttemptOptions, plainAttempts } from '../../../src/upstream/attempt/attempt-options.ts';
import { listen } from '../../support/listen.ts';
import { scriptedUpstream } from '../../support/scripted-upstream.ts';
import { type FrontOptions, type Front, openFront } from '../front.ts';

/** Repeats at once what the options repeat where nothing is declared. */
export const promptRetry: AttemptOptions['retry'] = {
  ...plainAttempts.retry,
  max: 1,
  on: ['connect', 'reset', 503],
  budget: 0.2,
};

/** A front before several targets, `test#1`, `test#2`, ..., asked in turn. */
export function openAttempts(targets: readonly string[], settings: FrontOptions = {}): Promise<Front> {
  return openFront(targets[0] ?? '', {
    ...settings,
    options: {
      targets: targets.map((url) => ({ url, name: undefined, weight: 1 })),
      balance: 'round-robin',
      retry: promptRetry,
      ...settings.options,
    },
  });
}

/** An upstream that answers each request as it is told to, and keeps the heads that came. */
export async function answeringUpstream(
  answer: (count: number) => readonly [status: number, fields?: http.OutgoingHttpHeaders],
) {
  const requests: { readonly method: string; readonly headers: http.IncomingHttpHeaders; readonly body: string }[] = [];
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ method: request.method ?? '', headers: request.headers, body });
    const [status, fields = {}] = answer(requests.length);
    response.writeHead(status, fields).end('said');
  });
  return { ...(await listen(server)), requests };
}

/** An upstream that takes so long for every answer, in milliseconds. */
export const slowUpstream = (delayMs: number) =>
  scriptedUpstream(async (connection) => {
    for (;;) {
      await connection.head();
      await connection.pause(delayMs);
      connection.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    }
  });
