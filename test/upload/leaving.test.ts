import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';
import { fileBackend } from './file-backend.ts';
import { formType, partHead } from './multipart-text.ts';
import { uploadContract } from './upload-contract.ts';

const head = (route: string, type: string): string =>
  `${route} HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: 9999\r\n\r\n`;

/** What a caller has sent when it leaves. */
const requests: Readonly<Record<string, string>> = {
  'a head': 'POST /uploads HTTP/1.1\r\nHost: a\r\nConte',
  'the fields of a form': `${head('POST /uploads', formType)}${partHead({ name: 'title' })}holi`,
  'the head of a part': `${head('POST /uploads', formType)}--test-boundary\r\nContent-Disp`,
  bytes: `${head('PUT /blobs/1', 'application/octet-stream')}abc`,
  chunks:
    'PUT /blobs/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc',
};

for (const [surface, start] of Object.entries({ middleware: middlewareFront, gateway: gatewayFront })) {
  describe(`${surface}: a caller that leaves is no fault of anybody’s, in the middle of`, () => {
    for (const [name, bytes] of Object.entries(requests)) {
      for (const leave of ['end', 'resetAndDestroy'] as const) {
        it(`${name}, by ${leave === 'end' ? 'closing' : 'resetting'} its connection`, async (t) => {
          const backend = await fileBackend();
          t.after(() => backend.close());
          const front = await start(t, { contracts: uploadContract, upstreams: { files: { targets: [backend.url] } } });
          const socket = net.connect(front.port, '127.0.0.1');
          socket.on('error', () => {});
          socket.write(bytes);
          await sleep(50);
          const closed = new Promise((resolve) => socket.once('close', resolve));
          socket.resume()[leave]();
          await closed;
          await sleep(50);
          assert.deepEqual(front.problems, []);
          assert.deepEqual(backend.stored, []);
        });
      }
    }
  });
}
