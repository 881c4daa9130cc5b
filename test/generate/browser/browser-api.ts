import { readFileSync } from 'node:fs';
import http from 'node:http';
import cors from 'cors';
import { build } from 'esbuild';
import express from 'express';
import { type Paramap, paramap } from '../../../src/index.ts';
import { type EchoUpstream, echoUpstream } from '../../support/echo-upstream.ts';
import { type Listening, listen } from '../../support/listen.ts';
import { type GeneratedFolder, generatedFolder } from '../typescript/generated-folder.ts';

/** An app that has the clients' page, and paramap under `/api`. */
export interface BrowserApi {
  /** Where the page is: `/page`. */
  readonly origin: string;
  /** The same app as another origin, which lets the page in by `cors`. */
  readonly otherOrigin: string;
  readonly upstream: EchoUpstream;
  close(): Promise<void>;
}

/**
 * Starts an app that serves generated clients to a browser, and paramap for them, in front of a recording upstream.
 *
 * Beside `/api` there is `/closed`, the same without `cors`; `/cookie/VALUE`, which begins a session in a cookie that programs cannot read;
 * and what stands in between and answers in its own way: `/html`, `/broken`, `/cut` and `/hang`.
 */
export async function browserApi(contracts: readonly (string | object)[]): Promise<BrowserApi> {
  const upstream = await echoUpstream();
  const folder = await generatedFolder(...contracts);
  const targets = { targets: [upstream.url] };
  const upstreams = Object.fromEntries(contracts.map((contract) => [upstreamName(contract), targets]));
  const api = paramap({ contracts: [...contracts], upstreams, onProblem: () => {}, onWarning: () => {} });
  const app = browserApp(api, await bundleForPage(folder));
  // One app at two ports is one site, as browsers see it, and two origins.
  const own: Listening = await listen(http.createServer(app));
  const other: Listening = await listen(http.createServer(app));
  return {
    origin: own.url,
    otherOrigin: other.url,
    upstream,
    close: async () => {
      await Promise.all([own.close(), other.close(), folder.remove()]);
      await api.close();
      await upstream.close();
    },
  };
}

function browserApp(api: Paramap, script: string): express.Express {
  const app = express();
  app.get('/page', (_, response) => {
    response.type('html').send('<!doctype html><title>clients</title><script src="/clients.js"></script>');
  });
  app.get('/clients.js', (_, response) => {
    response.type('js').send(script);
  });
  app.get('/cookie/:session', ({ params }, response) => {
    response.cookie('session', params.session, { httpOnly: true, sameSite: 'strict' }).send('set');
  });
  app.use('/closed', api);
  app.use(cors({ origin: true, credentials: true }));
  app.use('/api', api);
  app.use('/html', (_, response) => {
    response.status(502).type('html').send('<h1>Bad Gateway</h1>');
  });
  app.use('/broken', (_, response) => {
    response.type('json').send('{"a');
  });
  app.use('/cut', (request) => {
    request.socket.destroy();
  });
  app.use('/hang', () => {});
  return app;
}

/** One script with every client of the folder, which puts `call` into the page. */
async function bundleForPage(folder: GeneratedFolder): Promise<string> {
  const clients = folder.files.filter(({ name }) => !name.startsWith('paramap-'));
  const lines = clients.map(({ name }, index) => `import * as client${index} from './${name}';`);
  const all = clients.map((_, index) => `...client${index}`).join(', ');
  const { outputFiles } = await build({
    stdin: {
      contents: [
        ...lines,
        `import { tellCalls } from ${JSON.stringify(`${import.meta.dirname}/in-page.ts`)};`,
        `globalThis.call = tellCalls({ ${all} });`,
      ].join('\n'),
      resolveDir: folder.path,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

function upstreamName(contract: string | object): string {
  const read: { upstream?: { name?: string } } =
    typeof contract === 'string' ? JSON.parse(readFileSync(contract, 'utf8')) : contract;
  return read.upstream?.name ?? '';
}
