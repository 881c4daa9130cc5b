import { createHash } from 'node:crypto';
import http from 'node:http';
import busboy from '@fastify/busboy';
import { listen } from '../support/listen.ts';

/** A part as the backend understood it. */
export interface StoredPart {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly mediaType: string;
  /** Of a field. */
  readonly text?: string;
  /** Of a file, in bytes. */
  readonly size?: number;
  readonly sha256?: string;
}

/** One request as the backend stored it: only what arrived whole. */
export interface StoredUpload {
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly parts: readonly StoredPart[];
}

export interface FileBackend {
  readonly url: string;
  readonly port: number;
  /** Complete uploads, in order. */
  readonly stored: readonly StoredUpload[];
  /** Uploads that began, and those that broke off. */
  counts(): { readonly begun: number; readonly broken: number; readonly received: number };
  /** Resolves when one more upload has broken off. */
  broke(): Promise<void>;
  /** Answers by another function, before anything is read. */
  answer(by: http.RequestListener | undefined): void;
  close(): Promise<void>;
}

/**
 * A file-upload backend: reads multipart forms with a parser (not the one that paramap's own code wraps, but busboy's
 * whole), and other bodies as bytes; answers 201 with what it stored. What breaks off is not stored.
 */
export async function fileBackend(): Promise<FileBackend> {
  const stored: StoredUpload[] = [];
  const waiting: (() => void)[] = [];
  let [begun, broken, received] = [0, 0, 0];
  let answer: http.RequestListener | undefined;
  const server = http.createServer((request, response) => {
    begun += 1;
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    if (answer !== undefined) request.pause();
    request.once('close', () => {
      if (request.complete) return;
      broken += 1;
      for (const tell of waiting.splice(0)) tell();
    });
    if (answer !== undefined) {
      answer(request, response);
      return;
    }
    readParts(request).then(
      (parts) => {
        stored.push({ url: request.url ?? '', headers: request.headers, parts });
        response
          .writeHead(201, { 'Content-Type': 'application/json' })
          .end(JSON.stringify({ key: stored.length, parts }));
      },
      () => response.destroy(),
    );
  });
  const { port, url, close } = await listen(server);
  return {
    port,
    url,
    stored,
    counts: () => ({ begun, broken, received }),
    broke: () => new Promise((resolve) => waiting.push(resolve)),
    answer(by) {
      answer = by;
    },
    close,
  };
}

function readParts(request: http.IncomingMessage): Promise<StoredPart[]> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return readBytes(request);
  return new Promise((resolve, reject) => {
    const parts: StoredPart[] = [];
    const parser = new busboy.Busboy({ headers: { ...request.headers, 'content-type': type }, preservePath: true });
    parser.on('field', (name, text, _nameCut, _textCut, _coding, mediaType) => {
      parts.push({ name, fileName: undefined, mediaType, text });
    });
    parser.on('file', (name, file, fileName, _coding, mediaType) => {
      const hash = createHash('sha256');
      let size = 0;
      file.on('data', (chunk: Buffer) => {
        size += chunk.length;
        hash.update(chunk);
      });
      file.on('error', reject);
      file.on('end', () => parts.push({ name, fileName, mediaType, size, sha256: hash.digest('hex') }));
    });
    parser.on('finish', () => resolve(parts));
    parser.on('error', reject);
    request.on('close', () => request.complete || reject(new Error('broken off')));
    request.pipe(parser);
  });
}

async function readBytes(request: http.IncomingMessage): Promise<StoredPart[]> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    hash.update(chunk);
  }
  return [
    {
      name: '',
      fileName: undefined,
      mediaType: request.headers['content-type'] ?? '',
      size,
      sha256: hash.digest('hex'),
    },
  ];
}
