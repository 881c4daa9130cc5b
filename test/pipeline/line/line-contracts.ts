import type { ContractText } from '../../support/contract.ts';

const text = { type: 'string' };
const integer = { type: 'integer' };
const list = (items: object): object => ({ type: 'array', items });

/** Operations whose line is served by code of their own, by what is special about them. */
export const lineContracts: Readonly<Record<string, ContractText>> = {
  'renames, codecs and an exploded list': {
    route: 'GET /things/{a}',
    upstream: { route: 'GET /u' },
    path: { properties: { a: { ...integer, minimum: 1, 'x-upstream': false } } },
    query: {
      required: ['b'],
      properties: {
        b: { ...text, minLength: 1, 'x-upstream': 'bee' },
        c: { ...integer, maximum: 150 },
        a: { ...text, format: 'date-time', 'x-upstream': { codec: 'unix-seconds' } },
        tags: { ...list({ ...text, minLength: 1 }), 'x-explode': false, 'x-upstream': { name: 'tag', explode: true } },
      },
    },
  },
  'values that move between places': {
    route: 'GET /things/{a}',
    upstream: { route: 'GET /u/{b}.json/{c}/x{d}' },
    path: { properties: { a: { ...text, 'x-upstream': { in: 'header', name: 'X-A' } } } },
    query: {
      required: ['b', 'c'],
      properties: {
        b: { ...text, 'x-upstream': { in: 'path' } },
        c: { ...integer, 'x-upstream': { in: 'path' } },
        tags: { ...list(integer), 'x-upstream': { in: 'header', name: 'X-Tags' } },
        n: { type: 'number', 'x-upstream': { in: 'cookie', name: 'n' } },
        flag: {
          type: 'boolean',
          'x-upstream': { in: 'header', name: 'X-Flag', codec: { words: { true: 'on', false: 'off' } } },
        },
      },
    },
    headers: {
      required: ['X-D'],
      properties: { 'X-D': { ...text, 'x-upstream': { in: 'path', name: 'd' } }, 'X-N': integer },
    },
    cookies: { properties: { sid: { ...text, 'x-upstream': { in: 'query', name: 'session' } }, k: text } },
  },
  'defaults, constants, secrets and templates': {
    route: 'GET /things/{a}',
    upstream: {
      route: 'GET /u/{key}',
      query: { v: '2', both: { template: '{query:b}-{path:a}' }, copy: { from: 'query:tags' }, key: { secret: 'KEY' } },
      headers: { 'X-Key': { secret: 'KEY' }, 'X-B': { from: 'query:b' } },
      cookies: { c: { const: 'one' } },
    },
    path: { properties: { a: { ...text, 'x-upstream': 'key' } } },
    query: {
      properties: {
        b: { ...text, default: 'x y' },
        c: {
          enum: ['active', 'inactive'],
          default: 'active',
          'x-upstream': { codec: { values: { active: 1, inactive: 0 } } },
        },
        n: { type: 'number', default: 1.5, 'x-sensitive': true },
        flag: { type: 'boolean', default: false },
        tags: list(text),
      },
    },
  },
  'lists of every style, and objects in one text': {
    route: 'GET /things/{a}',
    upstream: { route: 'GET /u/{a}' },
    path: { properties: { a: list(text) } },
    query: {
      properties: {
        b: { ...list(integer), 'x-style': 'pipeDelimited' },
        c: { ...list(text), 'x-style': 'spaceDelimited', 'x-upstream': { name: 'cc', style: 'form', explode: false } },
        tags: { ...list({ type: 'boolean' }), minItems: 2 },
        n: { type: 'object', properties: { a: integer, b: text }, 'x-explode': false },
        flag: { ...list(text), 'x-upstream': { codec: { join: '|' } } },
      },
    },
    headers: { properties: { 'X-D': list(integer), 'X-N': { type: 'object', properties: { a: text } } } },
  },
  'undeclared pairs are forwarded': {
    route: 'GET /things/{a}',
    upstream: { route: 'HEAD /u', query: { v: '2' } },
    unknown: { query: 'forward', headers: 'drop' },
    path: { properties: { a: { ...text, 'x-upstream': false } } },
    query: {
      properties: {
        b: { ...text, 'x-upstream': 'c' },
        n: { type: 'object', properties: { a: text }, 'x-explode': false },
      },
    },
  },
  'undeclared pairs are dropped, undeclared fields refused': {
    route: 'GET /things/{a}',
    upstream: { route: 'GET /u' },
    unknown: { query: 'drop', headers: 'refuse', cookies: 'refuse' },
    path: { properties: { a: { ...text, 'x-upstream': { in: 'query' } } } },
    query: { properties: { b: integer, tags: list(text) } },
    headers: { properties: { 'X-D': text } },
  },
  'an exploded list before all else': {
    route: 'GET /things/{a}',
    upstream: { route: 'GET /u/{a}' },
    path: { properties: { a: text } },
    query: { required: ['tags'], properties: { tags: list(text), b: integer, flag: list(integer) } },
  },
  'rules between parameters': {
    route: 'GET /things/{a}',
    upstream: { route: 'GET /u/{a}' },
    path: { properties: { a: text } },
    query: {
      properties: { c: integer },
      dependentRequired: { c: ['b'] },
      oneOf: [
        { properties: { b: text }, required: ['b'] },
        { properties: { n: { type: 'number' } }, required: ['n'] },
      ],
    },
  },
  'hostile names': {
    route: 'GET /things/{a}',
    upstream: { route: "GET /u');process.exit();('" },
    path: { properties: { a: { ...text, 'x-upstream': { in: 'query', name: '`${process.exit()}`' } } } },
    query: {
      properties: {
        hasOwnProperty: text,
        constructor: { ...text, 'x-upstream': '"+process.exit()+"' },
        "b');process.exit();('": { ...integer, 'x-upstream': '\n\u2028' },
      },
    },
  },
  'more parameters than are compared one by one': {
    route: 'GET /things/{a}',
    upstream: { route: 'GET /u/{a}' },
    path: { properties: { a: text } },
    query: {
      properties: Object.fromEntries(
        ['b', 'c', 'n', 'tags', 'flag', ...Array.from({ length: 12 }, (_, index) => `p${index}`)].map((name, index) => [
          name,
          index % 3 === 0 ? integer : index % 3 === 1 ? text : list(text),
        ]),
      ),
    },
  },
};
