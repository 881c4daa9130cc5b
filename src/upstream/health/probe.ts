import type { Dispatcher } from 'undici';
import { compilePlainSchema } from '../../contract/compile-plain-schema.ts';
import type { HealthSettings } from './health-settings.ts';

/** Asks a target once whether it is well. Never rejects. */
export type Probe = (signal: AbortSignal) => Promise<boolean>;

/** Where a probe goes. */
export interface ProbePlace {
  /** Used by nothing else, so that a probe neither waits behind requests nor is answered over a connection of theirs. */
  readonly pool: Dispatcher;
  /** Without a slash at the end. */
  readonly basePath: string;
}

/** More than this of a body is not read; such a body fits no schema. In bytes. */
const mostBytes = 65_536;

/** Each probe opens a connection and closes it: that the target still accepts one is part of being well. */
export function createProbe({ pool, basePath }: ProbePlace, settings: HealthSettings): Probe {
  const fits = settings.body === undefined ? undefined : compilePlainSchema(settings.body);
  const options = {
    method: 'GET',
    path: basePath + settings.path,
    headers: { accept: '*/*', 'user-agent': 'paramap-health' },
    reset: true,
    headersTimeout: 0,
    bodyTimeout: 0,
  } as const;
  return async (signal) => {
    try {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(settings.timeoutMs)]);
      const { statusCode, body } = await pool.request({ ...options, signal: limit });
      const isGood = settings.statuses.some((status) => isOf(statusCode, status));
      if (!isGood || fits === undefined) {
        await body.dump({ limit: mostBytes, signal: limit });
        return isGood;
      }
      return fits(JSON.parse(await textOf(body)));
    } catch {
      return false;
    }
  };
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new RangeError('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const isOf = (status: number, declared: string): boolean =>
  declared.endsWith('XX') ? Math.floor(status / 100) === Number(declared[0]) : status === Number(declared);
