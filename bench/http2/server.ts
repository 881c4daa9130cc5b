import { readFileSync } from 'node:fs';
import http2 from 'node:http2';

/** An upstream over TLS that speaks both versions, and answers each request with a small JSON document. */
const pem = readFileSync(new URL('../../test/support/tls/valid.pem', import.meta.url), 'utf8');
const body = Buffer.from(JSON.stringify({ id: 7, name: 'ada', tags: ['a', 'b'], active: true }));
const server = http2.createSecureServer({ key: pem, cert: pem, allowHTTP1: true }, (request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.send?.({ port: address?.port });
});
process.on('disconnect', () => process.exit());
