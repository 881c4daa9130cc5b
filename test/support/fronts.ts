import http from 'node:http';
import type { TestContext } from 'node:test';
import express from 'express';
import {
  createGateway,
  type GatewayOptions,
  type ParamapOptions,
  type Problem,
  paramap,
  type Reload,
} from '../../src/index.ts';
import { listen } from './listen.ts';

/** A paramap that listens, and what it reported of the requests it refused. */
export interface Front {
  readonly port: number;
  readonly url: string;
  /** Every problem that was answered, with its cause, in order. */
  readonly problems: readonly Problem[];
  /** Reads the contracts again. */
  reload(): Promise<Reload>;
}

/** Everything but the reporting, which the front keeps for itself. */
export type FrontOptions<T extends Omit<ParamapOptions, 'contracts'>> = Omit<T, 'onProblem' | 'onWarning'>;

/** Mounts the middleware at `/` of an Express 5 app on a free port, for as long as the test runs. */
export async function middlewareFront(t: TestContext, options: FrontOptions<ParamapOptions>): Promise<Front> {
  const problems: Problem[] = [];
  const api = paramap({ ...options, onProblem: (problem) => void problems.push(problem), onWarning: () => {} });
  const app = express();
  app.use(api);
  const { port, url, close } = await listen(http.createServer(app));
  t.after(close);
  t.after(() => api.close());
  return { port, url, problems, reload: () => api.reload() };
}

/** Starts a gateway on a free port, for as long as the test runs. */
export async function gatewayFront(t: TestContext, options: FrontOptions<GatewayOptions>): Promise<Front> {
  const problems: Problem[] = [];
  const gateway = createGateway({
    ...options,
    listen: { drainMs: 0, ...options.listen, port: 0 },
    onProblem: (problem) => void problems.push(problem),
    onWarning: () => {},
  });
  const { port, url } = await gateway.listen();
  t.after(() => gateway.close());
  return { port, url, problems, reload: () => gateway.reload() };
}
