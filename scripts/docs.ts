import { parseArgs } from 'node:util';
import { createDocsServer } from './docs/server.ts';

/** Serves the documentation of this repository on this machine: `npm run docs`, `npm run docs -- --port 4500`. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '4400' } } });

const server = createDocsServer();
server.once('error', (error) => {
  console.error(`${error.message}; choose another port with --port`);
  process.exitCode = 1;
});
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : values.port;
  console.log(`the documentation is on http://127.0.0.1:${port}/`);
});
