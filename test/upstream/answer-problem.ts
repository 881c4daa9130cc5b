import type { ServerResponse } from 'node:http';
import { formatProblem, type Problem } from '../../src/problem/problem.ts';

/** Answers a problem as the middleware would, under the name `gate`. */
export function answerProblem(response: ServerResponse, problem: Problem): void {
  const format = { instance: 'urn:uuid:0', name: 'gate', typeBase: 'urn:example:' };
  const { status, headers, body } = formatProblem(problem, format);
  response.writeHead(status, headers).end(body);
}
