import { Readable } from 'node:stream';
import type { StreamedContent } from '../../upstream/streamed-content.ts';
import type { BodySource } from './body-source.ts';

/** Bytes that go on as they come; `length` is what the caller declared. */
export function binaryContent(source: BodySource, length: number | undefined): StreamedContent {
  const stream = Readable.from(source, { objectMode: false });
  // The HTTP client listens for errors only while it sends.
  stream.on('error', () => {});
  const release = (): void => {
    source.release();
    stream.destroy();
  };
  return { length, stream, release };
}
