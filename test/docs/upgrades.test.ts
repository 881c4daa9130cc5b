import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { gatewayFront } from '../support/fronts.ts';
import { joined, socketUpstream } from '../upgrade/fronts.ts';
import { codeBlocks } from './code-blocks.ts';

test('the contract of the page joins a caller to the upstream, by its names', async (t) => {
  const block = codeBlocks('docs/upgrades.md').find(({ notes }) => notes['contract'] !== undefined);
  const upstream = await socketUpstream(t);
  const { port } = await gatewayFront(t, {
    contracts: JSON.parse(block?.text ?? assert.fail('no contract')),
    upstreams: { chat: { targets: [upstream.url] } },
  });
  const socket = await joined(`ws://127.0.0.1:${port}/rooms/7?user=ada`);
  assert.equal(upstream.seen[0]?.url, '/v1/socket/7?u=ada');
  socket.close();
  await once(socket, 'close');
});
