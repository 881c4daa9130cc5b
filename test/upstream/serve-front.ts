import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { formatProblem, type Problem } from '../../src/problem/problem.ts';
import { listen } from '../support/listen.ts';

/** A bare HTTP server before an upstream, and what became of its requests. */
export interface ServedFront {
  readonly port: number;
  /** Every problem so far. */
  readonly problems: readonly Problem[];
  /** Every answer object of Node so far. */
  readonly responses: readonly ServerResponse[];
  close(): Promise<void>;
}

/** What a front does with a request, and how its way to the upstream is closed. */
export interface Way {
  take(request: IncomingMessage, response: ServerResponse, onProblem: (problem: Problem) => void): Promise<void>;
  close(): Promise<void>;
}

/** Gives every request to the way; problems are answered as the middleware would, under the name `gate`. */
export async function serveFront(way: Way): Promise<ServedFront> {
  const problems: Problem[] = [];
  const responses: ServerResponse[] = [];
  const server = http.createServer(async (request, response) => {
    responses.push(response);
    await way.take(request, response, (problem) => {
      problems.push(problem);
      answerProblem(response, problem);
    });
  });
  const { port, close } = await listen(server);
  return {
    port,
    problems,
    responses,
    async close() {
      await close();
      await way.close();
    },
  };
}

function answerProblem(response: ServerResponse, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const format = { instance: 'urn:uuid:0', name: 'gate', typeBase: 'urn:example:' };
  const { status, headers, body } = formatProblem(problem, format);
  response.writeHead(status, headers).end(body);
}
