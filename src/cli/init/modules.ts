import type { GeneratedFile } from '../generated-files.ts';
import { appPackage, type PlannedProject } from './package-file.ts';

/** A backend that answers with what it received. */
export const backendModule = (port: number): string => `import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** Stands for the backend: it answers with what it received. */
createServer(async (req, res) => {
  const received = { method: req.method, url: req.url, body: await text(req) };
  res.setHeader('Content-Type', 'application/json').end(\`\${JSON.stringify(received)}\\n\`);
}).listen(${port}, '127.0.0.1');
`;

/** An app, and what starts it. */
export const expressModules = ({ extension }: PlannedProject, port: number): GeneratedFile[] => [
  {
    name: `app.${extension}`,
    content: `import { readFileSync } from 'node:fs';
import express from '${appPackage}';
import { paramap } from 'paramap';

const config = JSON.parse(readFileSync(new URL('paramap.config.json', import.meta.url), 'utf8'));

/** Makes the app, with the API below \`/api\`; \`upstreams\` are those of the options unless others are given. */
export function createApp({ upstreams = config.upstreams } = {}) {
  const api = paramap({ root: import.meta.dirname, contracts: config.contracts, upstreams });
  const app = express();
  app.use('/api', api);
  return { app, api };
}
`,
  },
  {
    name: `server.${extension}`,
    content: `import { createApp } from './app.${extension}';

const { app, api } = createApp();
const server = app.listen(Number(process.env.PORT ?? ${port}), '127.0.0.1', () => {
  console.log(\`listening on http://127.0.0.1:\${server.address().port}/api\`);
});

process.once('SIGTERM', () => server.close(() => api.close()));
`,
  },
];

/** A test that sends requests through the whole of it to a backend of its own. */
export const testModule = (plan: PlannedProject): string => `import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
${plan.app === 'express' ? `import { createApp } from '../app.${plan.extension}';` : "import { createGateway } from 'paramap';"}

/** What the backend received last. */
let received;
const backend = createServer((req, res) => {
  received = \`\${req.method} \${req.url}\`;
  res.end('{}');
});
${plan.app === 'express' ? expressStart : gatewayStart}
test('a request that fits reaches the backend by its own names', async () => {
  const { status } = await fetch(\`\${url}/items?itemName=lamp\`);
  assert.equal(status, 200);
  assert.equal(received, 'GET /v1/items?item_name=lamp&page_size=20');
});

test('a request that does not fit is answered with every fault, and reaches nothing', async () => {
  received = undefined;
  const answer = await fetch(\`\${url}/items?limit=many\`);
  const problem = await answer.json();
  assert.equal(answer.status, 400);
  assert.deepEqual(
    problem.errors.map(({ name, code }) => \`\${name}: \${code}\`),
    ['itemName: required', 'limit: type'],
  );
  assert.equal(received, undefined);
});
`;

const listenLine = `await new Promise((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const upstreams = { backend: { targets: [\`http://127.0.0.1:\${backend.address().port}\`] } };`;

const gatewayStart = `let gateway;
let url;

before(async () => {
  ${listenLine}
  const root = \`\${import.meta.dirname}/..\`;
  gateway = createGateway({ root, contracts: 'contracts/*.contract.json', upstreams, listen: { port: 0 } });
  ({ url } = await gateway.listen());
});

after(async () => {
  await gateway.close();
  backend.close();
});
`;

const expressStart = `let close;
let url;

before(async () => {
  ${listenLine}
  const { app, api } = createApp({ upstreams });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = \`http://127.0.0.1:\${server.address().port}/api\`;
  close = async () => {
    server.close().closeAllConnections();
    await api.close();
  };
});

after(async () => {
  await close();
  backend.close();
});
`;
