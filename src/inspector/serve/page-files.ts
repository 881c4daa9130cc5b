import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { guardFields, notFound, sendAnswer } from './answer.ts';

const compress = promisify(gzip);

/** A file of the page, ready to be sent. */
interface ServedFile {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly zipped: Uint8Array;
  readonly tag: string;
  /** Named by its content, so that it never changes. */
  readonly isFixed: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** The built page; held in memory from its first use on. */
export class PageFiles {
  #files: Promise<ReadonlyMap<string, ServedFile>> | undefined;

  /** Answers with a file; the empty name is `index.html`. */
  async send(req: IncomingMessage, res: ServerResponse, name: string): Promise<void> {
    this.#files ??= readPage();
    const files = await this.#files.catch(() => {
      this.#files = undefined;
      return undefined;
    });
    if (files === undefined) {
      const detail =
        'The page is not built: run `npm run build`, or install esbuild to have it built from its sources.';
      sendAnswer(req, res, { status: 503, value: { code: 'page-missing', detail } });
      return;
    }
    const file = files.get(name === '' ? 'index.html' : name);
    if (file === undefined) sendAnswer(req, res, notFound('There is no such file.'));
    else sendFile(req, res, file);
  }
}

function sendFile(req: IncomingMessage, res: ServerResponse, file: ServedFile): void {
  const isZipped = /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''));
  const bytes = isZipped ? file.zipped : file.bytes;
  const fields = {
    ...guardFields,
    'Cache-Control': file.isFixed ? 'private, max-age=31536000, immutable' : 'no-cache',
    ETag: file.tag,
    Vary: 'Accept-Encoding',
  };
  req.resume();
  if (req.headers['if-none-match'] === file.tag) {
    res.writeHead(304, fields).end();
    return;
  }
  res.writeHead(200, {
    ...fields,
    'Content-Type': file.type,
    'Content-Length': bytes.length,
    ...(isZipped && { 'Content-Encoding': 'gzip' }),
  });
  res.end(req.method === 'HEAD' ? undefined : bytes);
}

async function readPage(): Promise<ReadonlyMap<string, ServedFile>> {
  const read = import.meta.url.endsWith('.ts') ? bundled : built;
  const files = new Map<string, ServedFile>();
  for (const { name, bytes } of await read()) files.set(name, await servedFile(name, bytes));
  return files;
}

/** Where the gateway runs from its sources, the page is built from its own. */
async function bundled(): Promise<readonly { name: string; bytes: Uint8Array }[]> {
  const { bundlePage } = await import('../bundle-page.ts');
  return bundlePage();
}

async function built(): Promise<readonly { name: string; bytes: Uint8Array }[]> {
  const folder = new URL('../page/', import.meta.url);
  const names = (await readdir(fileURLToPath(folder))).filter((name) => types[extname(name)] !== undefined);
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(new URL(name, folder)) })));
}

async function servedFile(name: string, bytes: Uint8Array): Promise<ServedFile> {
  return {
    type: types[extname(name)] ?? 'application/octet-stream',
    bytes,
    zipped: await compress(bytes),
    tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    isFixed: /^part-\w+\.\w+$/.test(name),
  };
}
