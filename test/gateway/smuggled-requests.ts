/** What a caller wants to get past us. */
const hidden = 'GET /orders/hidden HTTP/1.1\r\nHost: a\r\n\r\n';
const start = 'POST /orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
const chunks = `2\r\n{}\r\n0\r\n\r\n${hidden}`;

/** With a length that takes the hidden request in, and a coding that leaves it out. */
const codings: readonly (readonly [how: string, line: string])[] = [
  ['a length and chunks', 'Transfer-Encoding: chunked'],
  ['a length and a coding in capitals', 'TRANSFER-ENCODING: CHUNKED'],
  ['a length and a coding behind a tab', 'Transfer-Encoding:\tchunked'],
  ['a length and a coding behind a vertical tab', 'Transfer-Encoding: \x0bchunked'],
  ['a length and a coding before a vertical tab', 'Transfer-Encoding: chunked\x0b'],
  ['a length and a coding with a blank before its colon', 'Transfer-Encoding : chunked'],
  ['a length and a coding with a line end before its colon', 'Transfer-Encoding\r\n : chunked'],
  ['a length and a folded coding', 'Transfer-Encoding:\r\n chunked'],
  ['a length and a coding behind a bare line feed', 'X-A: x\nTransfer-Encoding: chunked'],
  ['a length and a coding behind a bare carriage return', 'X-A: x\rTransfer-Encoding: chunked'],
  ['a length and a coding behind NUL', 'X-A: x\0Transfer-Encoding: chunked'],
  ['a length and a quoted coding', 'Transfer-Encoding: "chunked"'],
  ['a length and a misspelt coding', 'Transfer-Encoding: xchunked'],
  ['a length and a coding in another byte', 'Transfer-Encoding: \xffchunked'],
  ['a length and two codings', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity'],
  ['a length and the same coding twice', 'Transfer-Encoding: chunked, chunked'],
  ['a length and an empty coding', 'Transfer-Encoding:'],
  ['a length and a coding called with an underscore', 'Transfer_Encoding: chunked'],
  ['a length and a coding of the connection', 'Connection: Content-Length\r\nTransfer-Encoding: chunked'],
];

/** Chunks that end in two ways, depending on who reads them. */
const framings: readonly (readonly [how: string, content: string])[] = [
  ['a chunk size beyond 64 bits', `10000000000000002\r\n{}\r\n0\r\n\r\n${hidden}`],
  ['a chunk size with a sign', `+2\r\n{}\r\n0\r\n\r\n${hidden}`],
  ['a chunk size as in a program', `0x2\r\n{}\r\n0\r\n\r\n${hidden}`],
  ['a chunk size before a blank', `2 \r\n{}\r\n0\r\n\r\n${hidden}`],
  ['a chunk size that ends with a line feed alone', `2\n{}\r\n0\r\n\r\n${hidden}`],
  ['a chunk size that ends with a carriage return alone', `2\r{}\r\n0\r\n\r\n${hidden}`],
  ['a chunk extension with a line feed', `2;a\n{}\r\n0\r\n\r\n${hidden}`],
  ['a chunk extension without an end', `2;${'a'.repeat(200_000)}`],
  ['a chunk that does not end with its size', `2\r\n{}x\r\n0\r\n\r\n${hidden}`],
  ['a chunk without a line end', `2\r\n{}0\r\n\r\n${hidden}`],
  ['a last chunk that ends with line feeds', `2\r\n{}\r\n0\n\n${hidden}`],
  ['a trailer with a length', `2\r\n{}\r\n0\r\nContent-Length: 90\r\n\r\n`],
];

const lengths: readonly (readonly [how: string, lines: string])[] = [
  ['two lengths', `Content-Length: 2\r\nContent-Length: ${2 + hidden.length}`],
  ['two lengths in one line', `Content-Length: 2, ${2 + hidden.length}`],
  ['a length with a blank before its colon', `Content-Length : 2`],
  ['a length behind a vertical tab', `Content-Length: \x0b2`],
  ['a length with a sign', 'Content-Length: +2'],
  ['a length with a fraction', 'Content-Length: 2.0'],
  ['a length in another form', 'Content-Length: 2e0'],
  ['a length of digits that are no digits', 'Content-Length: \xb2'],
  ['a length with a blank inside', 'Content-Length: 2 0'],
  ['an empty length', 'Content-Length:'],
  ['a negative length', 'Content-Length: -1'],
];

/** By how it is done: bytes in which somebody reads one request, and somebody else two. */
export const smuggling: readonly (readonly [how: string, bytes: string])[] = [
  ...codings.map(
    ([how, line]) => [how, `${start}Content-Length: ${chunks.length}\r\n${line}\r\n\r\n${chunks}`] as const,
  ),
  ...framings.map(([how, content]) => [how, `${start}Transfer-Encoding: chunked\r\n\r\n${content}`] as const),
  ...lengths.map(([how, lines]) => [how, `${start}${lines}\r\n\r\n{}${hidden}`] as const),
  ['a body of a GET without a length', `GET /orders/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n${hidden}`],
  ['a line end in the target', `GET /orders/1 HTTP/1.1\r\nX: x /orders HTTP/1.1\r\nHost : a\r\n\r\n${hidden}`],
  ['HTTP/0.9', `GET /orders/1\r\n${hidden}`],
  ['HTTP/1.0 with chunks', `${start.replace('1.1', '1.0')}Transfer-Encoding: chunked\r\n\r\n${chunks}`],
  [
    'a switch to h2c',
    `GET /orders/1 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n${hidden}`,
  ],
  ['CONNECT', `CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n${hidden}`],
];
