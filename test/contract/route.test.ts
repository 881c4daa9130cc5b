import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outgoingSegments, type ParsedRoute, parseRoute, publicSegments } from '../../src/contract/route.ts';

function parsed(text: string): ParsedRoute {
  const route = parseRoute(text);
  assert.ok('method' in route, text);
  return route;
}

describe('a route', () => {
  it('has a method and segments', () => {
    assert.deepEqual(parsed('GET /users/{userId}'), {
      method: 'GET',
      template: '/users/{userId}',
      segments: [[{ kind: 'literal', text: 'users' }], [{ kind: 'parameter', name: 'userId' }]],
    });
  });

  it('may end in a slash, which is a segment without text', () => {
    assert.deepEqual(publicSegments(parsed('GET /users/')), [
      { kind: 'literal', text: 'users' },
      { kind: 'literal', text: '' },
    ]);
  });

  const refused: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
    'small letters in the method': ['get /a', /no route/],
    'no method': ['/a', /no route/],
    'no slash': ['GET a', /no route/],
    'a method that no gateway serves': ['CONNECT /a', /CONNECT cannot be served/],
    'a query': ['GET /a?b=1', /holds a query or fragment/],
    'a fragment': ['GET /a#b', /holds a query or fragment/],
    'a blank': ['GET /a b', /`a b` in `GET \/a b` is no path segment/],
    'a broken escape': ['GET /%2', /no path segment/],
    'a brace without its partner': ['GET /{userId', /no path segment/],
    'a brace that nothing opens': ['GET /userId}', /no path segment/],
    'a parameter without a name': ['GET /{}', /no path segment/],
    'a dot segment': ['GET /a/../b', /no path segment/],
    'a dot segment in disguise': ['GET /%2E%2e', /no path segment/],
    'an empty segment': ['GET /a//b', /has an empty segment/],
    'one parameter twice': ['GET /{a}/{a}', /`\{a\}` stands twice/],
  };
  for (const [name, [text, says]] of Object.entries(refused)) {
    it(`is refused with ${name}`, () => {
      const fault = parseRoute(text);
      assert.ok('rule' in fault, text);
      assert.equal(fault.rule, 'route');
      assert.match(fault.message, says);
      assert.notEqual(fault.cure, '');
    });
  }
});

describe('a segment that mixes text and parameters', () => {
  const route = parsed('GET /files/{id}.{kind}');

  it('is refused in a public route', () => {
    const fault = publicSegments(route);
    assert.ok('rule' in fault);
    assert.match(fault.message, /mixes text and parameters/);
  });

  it('is written of its slots in a route of the upstream, and names the parameters that have none', () => {
    const slotOf = (name: string): number | undefined => (name === 'id' ? 3 : undefined);
    assert.deepEqual(outgoingSegments(route, slotOf), {
      segments: [
        [{ kind: 'literal', text: 'files' }],
        [
          { kind: 'slot', index: 3 },
          { kind: 'literal', text: '.' },
        ],
      ],
      missing: ['kind'],
    });
  });
});
