import type { ServerResponse } from 'node:http';
import type { UpstreamTimeouts } from '../../src/upstream/timeouts.ts';
import type { UpstreamOptions } from '../../src/upstream/upstream.ts';
import { openFront } from './front.ts';
import { openPassFront } from './pass-front.ts';

/** What the two ways to an upstream have in common: their options, and what can be seen of them. */
export interface AnyFront {
  readonly port: number;
  readonly problems: readonly { readonly cause?: unknown }[];
  readonly responses: readonly ServerResponse[];
  close(): Promise<void>;
}

export interface AnyFrontOptions {
  readonly timeouts?: Partial<UpstreamTimeouts>;
  readonly options?: Partial<UpstreamOptions>;
}

/** The ways to an upstream: declared operations are forwarded, other routes passed through. */
export const ways: Readonly<Record<string, (target: string, settings?: AnyFrontOptions) => Promise<AnyFront>>> = {
  forwarding: openFront,
  'passing through': openPassFront,
};
