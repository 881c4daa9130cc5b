import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Trust } from '../../src/http/forwarded.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { createPassthrough, type Passthrough, type PassthroughOptions } from '../../src/upstream/passthrough.ts';
import type { UpstreamTimeouts } from '../../src/upstream/timeouts.ts';
import { listen } from '../support/listen.ts';
import { answerProblem } from './answer-problem.ts';
import { testTimeouts } from './front.ts';

/** A bare HTTP server that passes everything through, and what became of it. */
export interface PassFront {
  readonly port: number;
  readonly passthrough: Passthrough;
  readonly problems: readonly Problem[];
  readonly responses: readonly ServerResponse[];
  close(): Promise<void>;
}

export interface PassFrontOptions {
  readonly timeouts?: Partial<UpstreamTimeouts>;
  readonly trust?: Trust;
  readonly options?: Partial<PassthroughOptions>;
  /** Runs before the request is passed on; gives the content where it has read it. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => Promise<Uint8Array | undefined>;
}

export async function openPassFront(target: string, settings: PassFrontOptions = {}): Promise<PassFront> {
  const passthrough = createPassthrough({
    prefix: '',
    target,
    timeouts: { ...testTimeouts, ...settings.timeouts },
    ca: undefined,
    headerBytes: 32_768,
    pseudonym: 'gate',
    ...settings.options,
  });
  const problems: Problem[] = [];
  const responses: ServerResponse[] = [];
  const server = http.createServer(async (request, response) => {
    responses.push(response);
    const body = await settings.before?.(request, response);
    passthrough.handle({
      url: request.url ?? '/',
      request,
      response,
      trust: settings.trust ?? (() => false),
      body,
      onProblem(problem) {
        problems.push(problem);
        answerProblem(response, problem);
      },
    });
  });
  const { port, close } = await listen(server);
  return {
    port,
    passthrough,
    problems,
    responses,
    async close() {
      await close();
      await passthrough.close(0);
    },
  };
}
