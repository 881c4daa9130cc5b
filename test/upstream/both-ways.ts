import type { UpstreamTimeouts } from '../../src/upstream/timeouts.ts';
import type { UpstreamOptions } from '../../src/upstream/upstream.ts';
import { openFront } from './front.ts';
import { openPassFront } from './pass-front.ts';
import type { ServedFront } from './serve-front.ts';

/** The options that the two ways to an upstream have in common. */
export interface AnyFrontOptions {
  readonly timeouts?: Partial<UpstreamTimeouts>;
  readonly options?: Partial<UpstreamOptions>;
}

/** The ways to an upstream: declared operations are forwarded, other routes passed through. */
export const ways: Readonly<Record<string, (target: string, settings?: AnyFrontOptions) => Promise<ServedFront>>> = {
  forwarding: openFront,
  'passing through': openPassFront,
};
