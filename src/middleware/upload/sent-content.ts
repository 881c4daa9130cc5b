import { Readable } from 'node:stream';
import type { StreamedContent } from '../../upstream/streamed-content.ts';

/** Makes the content of an outgoing request from pieces that are still to come; `stop` ends whoever makes them. */
export function sentContent(
  pieces: AsyncIterable<string | Uint8Array>,
  { length, stop }: { readonly length: number | undefined; stop(): void },
): StreamedContent {
  const stream = Readable.from(pieces, { objectMode: false });
  // The HTTP client listens for errors only while it sends.
  stream.on('error', () => {});
  const release = (): void => {
    stop();
    stream.destroy();
  };
  return { length, stream, release };
}
