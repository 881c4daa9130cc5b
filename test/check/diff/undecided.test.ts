import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changesBetween, contractOf, short } from './sides.ts';

const query = (schema: object) => contractOf({ query: { properties: { q: schema } } });
const body = (schema: object) =>
  contractOf({ route: 'POST /users', body: { content: { 'application/json': schema } } });
/** Its automaton would have more states than are made. */
const large = '^(a|b)*a(a|b){16}$';

describe('where containment decides nothing', () => {
  for (const [place, of] of [
    ['a query', (own: object) => query(own)],
    ['a body', (own: object) => body({ type: 'object', properties: { q: own } })],
  ] as const) {
    test(`a request that is found at random shows what breaks: ${place}`, () => {
      const changes = changesBetween(
        of({ type: 'string', pattern: '^[ab]{30}$' }),
        of({ type: 'string', pattern: large }),
      );
      const [change] = changes.filter(({ side }) => side === 'callers');
      assert.deepEqual([change?.effect, change?.kind], ['breaking', 'takes-other'], JSON.stringify(changes));
      assert.match(change?.witness?.is ?? '', /^refused/);
    });
  }

  test('what no request shows stays unknown', () => {
    const longer = '^(a|b)*a(a|b){16}[ab]?$';
    const changes = changesBetween(
      query({ type: 'string', pattern: large }),
      query({ type: 'string', pattern: longer }),
    );
    assert.deepEqual(short(changes, 'callers'), ['unknown callers takes-other query q']);
  });

  test('the same request is found again', () => {
    const both = [query({ type: 'string' }), query({ type: 'string', pattern: '^[^%]*$', maxLength: 9 })] as const;
    assert.deepEqual(changesBetween(...both), changesBetween(...both));
  });
});

describe('how the backend is asked', () => {
  test('a timeout and attempts that change are told of its side, and are unknown', () => {
    const of = (upstream: object) => contractOf({ upstream: { route: 'GET /v1/users', ...upstream } });
    const changes = changesBetween(
      of({ timeouts: { totalMs: 1000 } }),
      of({ timeouts: { totalMs: 2000 }, retry: { max: 3 } }),
    );
    assert.deepEqual(short(changes), ['unknown backend timeout terms totalMs', 'unknown backend attempts terms']);
    assert.match(changes[0]?.message ?? '', /is 2000, and was 1000/);
  });
});
