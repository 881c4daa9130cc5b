import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileMatch } from '../../src/pipeline/match.ts';
import { normalize } from '../support/contract.ts';

const parameter = (name: string) => ({ properties: { [name]: { type: 'string' } } });
const operations = normalize([
  {
    title: 'Routes',
    upstream: { name: 'backend' },
    operations: {
      list: { route: 'GET /users' },
      create: { route: 'POST /users' },
      me: { route: 'GET /users/me' },
      one: { route: 'GET /users/{id}', path: parameter('id') },
      remove: { route: 'DELETE /users/{id}', path: parameter('id') },
      posts: { route: 'GET /users/{id}/posts', path: parameter('id') },
      mine: { route: 'GET /users/me/settings' },
      slash: { route: 'GET /trailing/' },
      root: { route: 'GET /' },
      probe: { route: 'HEAD /probe' },
    },
  },
]).contracts.flatMap((contract) => contract.operations.map((operation) => ({ operation })));
const match = compileMatch(operations);

const rows: Record<string, readonly [method: string, url: string, found: string]> = {
  'a literal route': ['GET', '/users', 'list'],
  'the query is no part of the path': ['GET', '/users?a=/x', 'list'],
  'the method decides': ['POST', '/users', 'create'],
  'a parameter': ['GET', '/users/7', 'one 7'],
  'a literal wins over a parameter': ['GET', '/users/me', 'me'],
  'a literal that leads nowhere gives way to the parameter': ['GET', '/users/me/posts', 'posts me'],
  'a literal without the method gives way to the parameter': ['DELETE', '/users/me', 'remove me'],
  'a segment is handed on undecoded': ['GET', '/users/a%2Fb', 'one a%2Fb'],
  'case counts': ['GET', '/Users', 'none'],
  'a trailing slash counts': ['GET', '/users/', 'none'],
  'a declared trailing slash': ['GET', '/trailing/', 'slash'],
  'its absence counts too': ['GET', '/trailing', 'none'],
  'the root': ['GET', '/', 'root'],
  'an empty segment is no value': ['GET', '/users//posts', 'none'],
  'an escaped literal is another text': ['GET', '/%75sers', 'none'],
  'HEAD is served by GET': ['HEAD', '/users', 'list'],
  'HEAD where it is declared': ['HEAD', '/probe', 'probe'],
  'an unknown method on a known path': ['PUT', '/users', 'allow GET,HEAD,POST'],
  'GET where only HEAD is declared': ['GET', '/probe', 'allow HEAD'],
  'the methods of all routes that fit': ['PATCH', '/users/me', 'allow DELETE,GET,HEAD'],
  'methods are case-sensitive': ['get', '/users', 'allow GET,HEAD,POST'],
  'an absolute form': ['GET', 'http://evil/users', 'none'],
  'a name of the prototype': ['GET', '/constructor', 'none'],
};

describe('match', () => {
  for (const [name, [method, url, expected]] of Object.entries(rows)) {
    it(name, () => {
      const found = match(method, url);
      const told =
        found.kind === 'operation'
          ? [found.operation.operation.name, ...found.pathValues].join(' ')
          : found.kind === 'method'
            ? `allow ${found.allow.join()}`
            : 'none';
      assert.equal(told, expected);
    });
  }
});
