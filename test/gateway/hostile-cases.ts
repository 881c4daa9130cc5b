import { gzipSync } from 'node:zlib';

/** What the hostile requests are sent to. */
export const hostileContract = {
  title: 'Orders',
  upstream: { name: 'back' },
  operations: {
    find: {
      route: 'GET /orders/{id}',
      upstream: { route: 'GET /v1/orders/{id}' },
      path: { properties: { id: { type: 'string' } } },
      query: {
        properties: {
          limit: { type: 'integer', maximum: 100 },
          tags: { type: 'array', items: { type: 'string' } },
          code: { type: 'string', pattern: '^(a+)+$' },
          note: { type: 'string', 'x-upstream': { in: 'header', name: 'X-Note' } },
        },
      },
      cookies: { properties: { sid: { type: 'string' } } },
    },
    add: {
      route: 'POST /orders',
      upstream: { route: 'POST /v1/orders' },
      body: {
        content: {
          'application/json': {
            type: 'object',
            properties: {
              qty: { type: 'integer', maximum: 1000 },
              text: { type: 'string' },
              list: { type: 'array', items: { type: 'array' } },
            },
          },
        },
      },
    },
  },
};

/** A GET of a target, with more fields. */
export const get = (target: string, fields = ''): string => `GET ${target} HTTP/1.1\r\nHost: a\r\n${fields}\r\n`;
const post = (body: string, type = 'application/json', fields = ''): string =>
  `POST /orders HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\n${fields}Content-Length: ${body.length}\r\n\r\n${body}`;

/** 20 MB of blanks. */
const bomb = gzipSync(Buffer.alloc(20_000_000, ' ')).toString('latin1');

/** What is sent, the status of its refusal, and how the offender is named in it. */
export type HostileCase = readonly [what: string, bytes: string, status: number, named: RegExp];

/** Numbers in the titles are those of the attacks in docs/security.md. */
export const hostileCases: readonly HostileCase[] = [
  ['1: CR and LF for a header', get('/orders/1?note=a%0d%0aX-Evil:%201'), 400, /`note`/],
  ['1: NUL for a header', get('/orders/1?note=a%00b'), 400, /`note`/],
  ['1: a letter whose low byte is a line feed, for a header', get('/orders/1?note=%E5%98%8A'), 400, /`note`/],
  ['3: a segment of two dots', get('/orders/%2e%2e'), 400, /`id`|path/],
  ['3: a segment of one dot', get('/orders/%2e'), 400, /`id`|path/],
  ['3: an overlong slash', get('/orders/..%c0%afetc'), 400, /%c0|UTF-8|path/i],
  ['3: an encoded slash that climbs', get('/orders/..%2f..%2fadmin'), 400, /`id`|path/],
  ['3: an encoded backslash that climbs', get('/orders/..%5c..%5cadmin'), 400, /`id`|path/],
  ['3: a broken escape in a path', get('/orders/%zz'), 400, /%|path/],
  ['5: a parameter that is sent twice', get('/orders/1?limit=5&limit=999999'), 400, /`limit`/],
  ['5: a parameter that is sent twice in another spelling', get('/orders/1?limit=5&%6cimit=9'), 400, /`limit`/],
  ['5: an undeclared parameter', get('/orders/1?admin=1'), 400, /`admin`/],
  ['5: a name in another case', get('/orders/1?Limit=5'), 400, /`Limit`/],
  ['5: a name with brackets', get('/orders/1?limit[]=5'), 400, /`limit\[\]`/],
  ['6: __proto__ in a query', get('/orders/1?__proto__=1'), 400, /__proto__/],
  ['6: constructor in a query', get('/orders/1?constructor=1'), 400, /constructor/],
  ['6: __proto__ in a body', post('{"__proto__":{"qty":1}}'), 400, /__proto__/],
  ['6: an escaped __proto__ in a body', post('{"\\u005f_proto__":1}'), 400, /__proto__/],
  ['6: toString in a body', post('{"toString":1}'), 400, /toString/],
  ['7: a member that stands twice', post('{"qty":1,"qty":2}'), 400, /qty/],
  ['7: a member that stands twice, once escaped', post('{"qty":1,"\\u0071ty":2}'), 400, /qty/],
  ['8: arrays 10,000 deep', post(`{"list":${'['.repeat(10_000)}${']'.repeat(10_000)}}`), 400, /deep|depth|nest/i],
  ['8: arrays without an end', post('['.repeat(50_000)), 400, /deep|depth|nest|line 1/i],
  ['9: 20 digits over a limit', post('{"qty":18446744073709551616}'), 400, /qty/],
  ['9: a number that is no integer', post('{"qty":1.5}'), 400, /qty/],
  ['9: a number beyond all numbers', post('{"qty":1e999}'), 400, /qty/],
  ['9: a number as text', post('{"qty":"1"}'), 400, /qty/],
  ['10: bytes that are no UTF-8 in a query', get('/orders/1?note=%ff'), 400, /note|UTF-8/],
  ['10: a surrogate in a path', get('/orders/%ed%a0%80'), 400, /UTF-8|path|`id`/],
  ['10: bytes that are no UTF-8 in a body', post('{"text":"\xff"}'), 400, /UTF-8/],
  ['10: a lone surrogate in a body', post('{"text":"\\ud800"}'), 400, /half of a character/],
  ['10: a byte order mark', post('\xef\xbb\xbf{}'), 400, /byte order mark|BOM/i],
  ['10: a member that only looks like a declared one', post('{"q\xd1\x82y":1}'), 400, /q/],
  ['11: a pattern that would never end', get(`/orders/1?code=${'a'.repeat(40)}!`), 400, /`code`/],
  ['12: 5,000 items that do not fit', post(`{"list":[${'1,'.repeat(4999)}1]}`), 400, /`list/],
  ['14: a bomb', post(bomb, 'application/json', 'Content-Encoding: gzip\r\n'), 413, /bytes/],
  ['14: a stack of codings', post('{}', 'application/json', 'Content-Encoding: gzip, gzip\r\n'), 400, /gzip|coding/i],
  ['14: an unknown coding', post('{}', 'application/json', 'Content-Encoding: x-own\r\n'), 415, /coding|x-own/i],
  ['14: garbage that is called gzip', post('{}', 'application/json', 'Content-Encoding: gzip\r\n'), 400, /gzip/],
  ['18: a cookie that is sent twice', get('/orders/1', 'Cookie: sid=1; sid=2\r\n'), 400, /`sid`/],
  ['18: a cookie in two lines', get('/orders/1', 'Cookie: sid=1\r\nCookie: sid=2\r\n'), 400, /`sid`/],
  ['29: another type', post('{}', 'text/plain'), 415, /text\/plain|application\/json/],
  ['29: a type that begins as the declared one', post('{}', 'application/jsonx'), 415, /application\/json/],
  ['29: another charset', post('{}', 'application/json; charset=utf-7'), 415, /utf-7|charset/i],
  ['29: two types', post('{}', 'application/json', 'Content-Type: text/plain\r\n'), 415, /Content-Type|media type/i],
  ['29: no type', 'POST /orders HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}', 415, /application\/json/],
  ['a body that is cut', post('{"qty":'), 400, /line 1, column/i],
  ['two values', post('{}{}'), 400, /line 1, column/i],
  ['no body', post(''), 400, /body/],
  ['a text that is no integer', get('/orders/1?limit=1e3'), 400, /`limit`/],
  ['an empty text for an integer', get('/orders/1?limit='), 400, /`limit`/],
  ['an integer with a plus', get('/orders/1?limit=%2B1'), 400, /`limit`/],
  ['an integer over its limit', get('/orders/1?limit=101'), 400, /`limit`/],
];
