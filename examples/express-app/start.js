import { once } from 'node:events';
import { createServer } from 'node:http';
import { createApp } from './app.js';
import { backend } from './backend.js';

/** Listens on a loopback port and says where. */
async function listen(server, port) {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

const { app, close } = createApp(await listen(backend, 0));
const server = createServer(app);
console.log(`The app listens at ${await listen(server, Number(process.env.PORT ?? 3000))}`);

process.once('SIGINT', async () => {
  for (const each of [server, backend]) each.close().closeAllConnections();
  await close();
});
