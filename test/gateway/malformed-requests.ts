/** A field that every request needs. */
export const host = 'Host: a\r\n';
/** Requests that are no HTTP: the rule that they break, by the numbers of docs/http-rules.md, and who holds it. */
export const malformed: readonly (readonly [rule: string, heldBy: 'gateway' | "Node's parser", bytes: string])[] = [
  ['18: no Host', 'gateway', 'GET /users HTTP/1.1\r\n\r\n'],
  ['18: two Hosts', 'gateway', 'GET /users HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
  ['18: two equal Hosts', 'gateway', 'GET /users HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n'],
  ['18: an empty Host', 'gateway', 'GET /users HTTP/1.1\r\nHost:\r\n\r\n'],
  ['18: a Host with a path', 'gateway', 'GET /users HTTP/1.1\r\nHost: a/b\r\n\r\n'],
  ['18: a Host with a user', 'gateway', 'GET /users HTTP/1.1\r\nHost: a@b\r\n\r\n'],
  ['18: a Host with a port beyond the last', 'gateway', 'GET /users HTTP/1.1\r\nHost: a:65536\r\n\r\n'],
  ['19: a blank before the colon', "Node's parser", `GET /users HTTP/1.1\r\n${host}X-A : 1\r\n\r\n`],
  ['20: a folded line', "Node's parser", `GET /users HTTP/1.1\r\n${host}X-A: 1\r\n 2\r\n\r\n`],
  ['21: a blank before the first field', "Node's parser", `GET /users HTTP/1.1\r\n ${host}\r\n`],
  ['22: NUL in a value', "Node's parser", `GET /users HTTP/1.1\r\n${host}X-A: a\0b\r\n\r\n`],
  ['22: a bare CR in a value', "Node's parser", `GET /users HTTP/1.1\r\n${host}X-A: a\rb\r\n\r\n`],
  ['22: a bare LF ends a line', "Node's parser", `GET /users HTTP/1.1\n${host}\r\n`],
  ['23: an empty field name', "Node's parser", `GET /users HTTP/1.1\r\n${host}: x\r\n\r\n`],
  ['23: a field name that is no token', "Node's parser", `GET /users HTTP/1.1\r\n${host}X(a): b\r\n\r\n`],
  [
    '24: length and chunks',
    "Node's parser",
    `POST /users HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  [
    '25: chunked is not final',
    "Node's parser",
    `POST /users HTTP/1.1\r\n${host}Transfer-Encoding: chunked, identity\r\n\r\n`,
  ],
  [
    '27: a transfer coding in HTTP/1.0',
    'gateway',
    `POST /users HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  ...['+2', '-2', '0x2', '0_2', '', '2;x', '2, 3', '1e1', '99999999999999999999'].map((length) => {
    const bytes = `POST /users HTTP/1.1\r\n${host}Content-Length: ${length}\r\n\r\n{}`;
    return [`28: the length \`${length}\``, "Node's parser", bytes] as const;
  }),
  [
    '28: two different lengths',
    "Node's parser",
    `POST /users HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
  ],
  ...['-1', 'x', '1 1', '10000000000000000', '2\n{}\r\n0\r\n\r\n'].map((size) => {
    const bytes = `POST /users HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\n{}\r\n0\r\n\r\n`;
    return [`29: the chunk size ${JSON.stringify(size)}`, "Node's parser", bytes] as const;
  }),
  ['33: no version', "Node's parser", `GET /users\r\n${host}\r\n`],
  ['33: another protocol', "Node's parser", `GET /users FTP/1.1\r\n${host}\r\n`],
  ['33: a version nobody has', "Node's parser", `GET /users HTTP/1.2\r\n${host}\r\n`],
  ['33: HTTP/2 in the clothes of HTTP/1', 'gateway', `GET /users HTTP/2.0\r\n${host}\r\n`],
  ['33: a blank in the target', "Node's parser", `GET /users ?a HTTP/1.1\r\n${host}\r\n`],
  ['33: a tab in the target', "Node's parser", `GET /us\ters HTTP/1.1\r\n${host}\r\n`],
  ['33: NUL in the target', "Node's parser", `GET /us\0ers HTTP/1.1\r\n${host}\r\n`],
  ['33: bytes beyond ASCII in the target', 'gateway', `GET /us\xffers HTTP/1.1\r\n${host}\r\n`],
  ['33: a fragment in the target', 'gateway', `GET /users#x HTTP/1.1\r\n${host}\r\n`],
  ['33: a relative target', "Node's parser", `GET users HTTP/1.1\r\n${host}\r\n`],
  ['33: no target', "Node's parser", `GET HTTP/1.1\r\n${host}\r\n`],
  ['33: `*` for another method than OPTIONS', 'gateway', `GET * HTTP/1.1\r\n${host}\r\n`],
  ['33: an absolute target without a host', 'gateway', `GET http:///users HTTP/1.1\r\n${host}\r\n`],
  ['33: an absolute target of another scheme', 'gateway', `GET ftp://a/users HTTP/1.1\r\n${host}\r\n`],
  ['33: the preface of HTTP/2', "Node's parser", 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['33: bytes of TLS', "Node's parser", '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
];

const json = 'Content-Type: application/json\r\n';

/** Requests that are HTTP, and that nobody serves. */
export const refused: readonly [what: string, bytes: string, status: number, code: string, options?: object][] = [
  ['an unknown path', `GET /nobody HTTP/1.1\r\n${host}\r\n`, 404, 'no-such-route'],
  ['a slash too many', `GET /users/ HTTP/1.1\r\n${host}\r\n`, 404, 'no-such-route'],
  ['a method of another path', `DELETE /users HTTP/1.1\r\n${host}\r\n`, 405, 'method-not-allowed'],
  [
    'TRACE, which no operation uses (rule 9)',
    `TRACE /users HTTP/1.1\r\n${host}Cookie: a=secret\r\n\r\n`,
    501,
    'method-not-implemented',
  ],
  ['a method that no operation uses', `PROPFIND /users HTTP/1.1\r\n${host}\r\n`, 501, 'method-not-implemented'],
  ['a method that nobody knows (rule 34)', `FROBNICATE /users HTTP/1.1\r\n${host}\r\n`, 501, 'method-not-implemented'],
  ['a very long method (rule 34)', `${'X'.repeat(2000)} /users HTTP/1.1\r\n${host}\r\n`, 501, 'method-not-implemented'],
  ['CONNECT', `CONNECT a:443 HTTP/1.1\r\n${host}\r\n`, 501, 'method-not-implemented'],
  [
    'an unknown transfer coding (rule 26)',
    `POST /users HTTP/1.1\r\n${host}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    501,
    'method-not-implemented',
  ],
  ['another expectation (rule 42)', `GET /users HTTP/1.1\r\n${host}Expect: 200-ok\r\n\r\n`, 417, 'expectation-failed'],
  [
    'an URL over the limit (rule 34)',
    `GET /users?name=${'x'.repeat(8192)} HTTP/1.1\r\n${host}\r\n`,
    414,
    'url-too-long',
  ],
  ['an URL of 100 kB (rule 34)', `GET /users?name=${'x'.repeat(100_000)} HTTP/1.1\r\n${host}\r\n`, 414, 'url-too-long'],
  [
    'header fields over the limit (rule 35)',
    `GET /users HTTP/1.1\r\n${host}X-A: ${'x'.repeat(17_000)}\r\n\r\n`,
    431,
    'headers-too-large',
  ],
  [
    'header fields of 100 kB (rule 35)',
    `GET /users HTTP/1.1\r\n${host}X-A: ${'x'.repeat(100_000)}\r\n\r\n`,
    431,
    'headers-too-large',
  ],
  [
    '1500 header fields (rule 35)',
    `GET /users HTTP/1.1\r\n${host}${'A: 1\r\n'.repeat(1500)}\r\n`,
    431,
    'headers-too-large',
  ],
  [
    '3000 header fields (rule 35)',
    `GET /users HTTP/1.1\r\n${host}${'A: 1\r\n'.repeat(3000)}\r\n`,
    431,
    'headers-too-large',
  ],
  [
    'a body over the limit (rule 36)',
    `POST /users HTTP/1.1\r\n${host}${json}Content-Length: 11\r\n\r\n{"name":""}`,
    413,
    'body-too-large',
    { limits: { bodyBytes: 10 } },
  ],
  [
    'chunks over the limit (rule 36)',
    `POST /users HTTP/1.1\r\n${host}${json}Transfer-Encoding: chunked\r\n\r\nb\r\n{"name":""}\r\n`,
    413,
    'body-too-large',
    { limits: { bodyBytes: 10 } },
  ],
  [
    '10 GB declared, before a byte of it came (rule 32)',
    `POST /users HTTP/1.1\r\n${host}${json}Content-Length: 10737418240\r\n\r\n{`,
    413,
    'body-too-large',
  ],
];
