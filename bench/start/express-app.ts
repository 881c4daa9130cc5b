/* An Express app with paramap mounted; the words are the folder of the build and the pattern of the contracts. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import express from 'express';

const [build = '', contracts = '', upstream = ''] = process.argv.slice(2);
const { paramap }: typeof import('../../src/index.ts') = await import(pathToFileURL(join(build, 'index.js')).href);

const app = express();
app.use(paramap({ contracts, upstreams: { backend: { targets: [upstream] } } }));
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`listening on http://127.0.0.1:${address.port}`);
});
