import http from 'node:http';
import type { TestContext } from 'node:test';
import express from 'express';
import { type ParamapOptions, type Paramap, type Problem, paramap } from '../../src/index.ts';
import { type EchoUpstream, echoUpstream } from './echo-upstream.ts';
import { listen } from './listen.ts';
import { usersContract } from './users-gateway.ts';

/** An Express app under test, its upstream, and what paramap reported. */
export interface TestApp {
  readonly port: number;
  readonly url: string;
  readonly upstream: EchoUpstream;
  readonly problems: readonly Problem[];
}

export interface AppParts {
  readonly options?: Partial<ParamapOptions>;
  /** Puts paramap into the app, with whatever stands before and after it. */
  mount(app: express.Express, api: Paramap): void;
}

/** Starts an Express 5 app with paramap in front of an echoing upstream, for as long as the test runs. */
export async function expressApp(t: TestContext, { options, mount }: AppParts): Promise<TestApp> {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const problems: Problem[] = [];
  const api = paramap({
    contracts: usersContract,
    upstreams: { users: { targets: [upstream.url] } },
    onProblem: (problem) => void problems.push(problem),
    onWarning: () => {},
    ...options,
  });
  t.after(() => api.close());
  const app = express();
  // Express would print the stacks of errors that a test provokes.
  app.set('env', 'test');
  mount(app, api);
  const { port, url, close } = await listen(http.createServer(app));
  t.after(close);
  return { port, url, upstream, problems };
}
