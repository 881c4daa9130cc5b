import http from 'node:http';
import type { TestContext } from 'node:test';
import express from 'express';
import { createGateway, type GatewayOptions, type ParamapOptions, paramap } from '../../src/index.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';
import { listen } from '../support/listen.ts';

/** Something of paramap that listens, with the upstream behind it. */
export interface Guarded {
  readonly url: string;
  readonly upstream: EchoUpstream;
  /** What `onProblem` was told. */
  readonly problems: readonly Problem[];
  close(): Promise<void>;
}

export type StartGuarded = (t: TestContext, contract: object, options?: Partial<ParamapOptions>) => Promise<Guarded>;

const behind = async (t: TestContext): Promise<EchoUpstream> => {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  return upstream;
};

/** An Express app that trusts proxies on this machine, with paramap in it. */
export const startApp: StartGuarded = async (t, contract, options = {}) => {
  const upstream = await behind(t);
  const problems: Problem[] = [];
  const api = paramap({
    contracts: contract,
    upstreams: { users: { targets: [upstream.url] } },
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  const { url, close } = await listen(http.createServer(express().set('trust proxy', 'loopback').use(api)));
  t.after(close);
  t.after(() => api.close());
  return { url, upstream, problems, close: () => api.close() };
};

/** A server of paramap's own that trusts proxies on this machine. */
export const startGateway: StartGuarded = async (t, contract, options = {}) => {
  const upstream = await behind(t);
  const problems: Problem[] = [];
  const given: GatewayOptions = {
    contracts: contract,
    upstreams: { users: { targets: [upstream.url] } },
    onProblem: (problem) => problems.push(problem),
    trustProxy: ['127.0.0.1'],
    listen: { port: 0 },
    ...options,
  };
  const gateway = createGateway(given);
  const { url } = await gateway.listen();
  t.after(() => gateway.close());
  return { url, upstream, problems, close: async () => void (await gateway.close()) };
};

/** Both ways to run it. */
export const surfaces = { middleware: startApp, gateway: startGateway };
