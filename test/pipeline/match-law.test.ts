import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RouteSegment } from '../../src/contract/contract.ts';
import { compileMatch, type RouteMatch } from '../../src/pipeline/match.ts';

interface Route {
  readonly method: string;
  readonly segments: readonly RouteSegment[];
}

// Few texts, so that routes and paths meet often; some that a matcher could take for something else.
const text = fc.constantFrom('a', 'b', 'A', 'a%2Fb', '{id}', 'constructor', '');
const segment: fc.Arbitrary<RouteSegment> = fc.oneof(
  text.map((literal): RouteSegment => ({ kind: 'literal', text: literal })),
  fc.constant<RouteSegment>({ kind: 'parameter', name: 'id' }),
);
const method = fc.constantFrom('GET', 'POST', 'HEAD', 'PUT');
const route: fc.Arbitrary<Route> = fc.record({
  method,
  segments: fc.array(segment, { minLength: 1, maxLength: 4 }),
});

test('the tree finds what trying every route in order of preference finds', () => {
  const routes = fc.array(route, { maxLength: 30 });
  const paths = fc.array(fc.array(text, { maxLength: 4 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(routes, paths, method, fc.constantFrom('', '?x=/a'), (all, segments, asked, query) => {
      const match = compileMatch(all.map((operation) => ({ operation })));
      for (const path of segments) {
        const parts = path.length === 0 ? [''] : path;
        assert.deepEqual(told(match(asked, `/${parts.join('/')}${query}`)), naive(all, asked, parts));
      }
    }),
    { numRuns: 500 },
  );
});

type Told = { found?: Route; values?: readonly string[]; allow?: readonly string[] };

function told(match: RouteMatch<{ readonly operation: Route }>): Told {
  if (match.kind === 'operation') return { found: match.operation.operation, values: match.pathValues };
  return match.kind === 'method' ? { allow: match.allow } : {};
}

/** Looks at every route: the slow way that needs no tree. */
function naive(routes: readonly Route[], asked: string, path: readonly string[]): Told {
  const fitting = routes.filter(({ segments }) => fits(segments, path));
  const serving = asked === 'HEAD' ? ['HEAD', 'GET'] : [asked];
  const shapes = Map.groupBy(
    fitting.filter((one) => serving.includes(one.method)),
    shapeOf,
  );
  // Literals before parameters, segment by segment; of one shape HEAD before GET, and the first before the others.
  const [best] = [...shapes].sort(([left], [right]) => (left < right ? -1 : 1));
  if (best !== undefined) {
    const found = best[1].find((one) => one.method === asked) ?? best[1][0];
    return found === undefined ? {} : { found, values: valuesOf(found.segments, path) };
  }
  const methods = new Set(fitting.map((one) => one.method));
  if (methods.has('GET')) methods.add('HEAD');
  return methods.size === 0 ? {} : { allow: [...methods].sort() };
}

const fits = (segments: readonly RouteSegment[], path: readonly string[]): boolean =>
  segments.length === path.length &&
  segments.every((one, index) => (one.kind === 'literal' ? one.text === path[index] : path[index] !== ''));

/** For paths that fit, the order of these texts is that of preference. */
const shapeOf = ({ segments }: Route): string => segments.map(({ kind }) => (kind === 'literal' ? 0 : 1)).join('');

const valuesOf = (segments: readonly RouteSegment[], path: readonly string[]): string[] =>
  segments.flatMap((one, index) => (one.kind === 'parameter' ? [path[index] ?? ''] : []));
