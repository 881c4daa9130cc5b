import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { createGateway, type GatewayOptions } from '../../src/index.ts';
import { type EchoUpstream, echoUpstream } from '../support/echo-upstream.ts';

/** A gateway with an inspector, and what asks it. */
export interface InspectedGateway {
  readonly url: string;
  readonly upstream: EchoUpstream;
  readonly adminPort: number;
  /** `http://127.0.0.1:9090`. */
  readonly origin: string;
  readonly token: string;
  /** The text of a route's answer, asked for with the token; fails where it is not 200. */
  get(path: string): Promise<string>;
  post(path: string, value: unknown): Promise<Response>;
}

/** Starts a gateway in front of an upstream that echoes. */
export async function inspectedGateway(
  t: TestContext,
  options: Pick<GatewayOptions, 'contracts'> & Partial<GatewayOptions>,
): Promise<InspectedGateway> {
  const upstream = await echoUpstream();
  t.after(() => upstream.close());
  const gateway = createGateway({
    upstreams: { users: { targets: [upstream.url] } },
    listen: { port: 0 },
    admin: { port: 0 },
    inspector: true,
    onWarning: () => {},
    ...options,
  });
  const { url, admin, inspector } = await gateway.listen();
  t.after(() => gateway.close());
  assert.ok(admin !== undefined && inspector !== undefined);
  const token = inspector.split('#token=')[1] ?? '';
  const headers = { Authorization: `Bearer ${token}` };
  const at = (path: string): string => `${admin.url}/inspector/${path}`;
  return {
    url,
    upstream,
    adminPort: admin.port,
    origin: admin.url,
    token,
    get: async (path) => {
      const response = await fetch(at(path), { headers });
      const text = await response.text();
      assert.equal(response.status, 200, `${path}: ${text}`);
      return text;
    },
    post: (path, value) =>
      fetch(at(path), {
        method: 'POST',
        headers: { ...headers, Origin: admin.url, 'Content-Type': 'application/json' },
        body: JSON.stringify(value),
      }),
  };
}

/** Asks until what is asked for is there: a request is told of after the end of its answer. */
export async function until<T>(ask: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const value = await ask();
    if (isThere(value)) return value;
    assert.ok(tries < 400, 'it did not come about');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
