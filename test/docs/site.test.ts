import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readNavigation } from '../../scripts/docs/navigation.ts';
import { createSite, type SiteAnswer } from '../../scripts/docs/server.ts';

const site = createSite();
const navigation = readNavigation(readFileSync('docs/README.md', 'utf8'));
const pages = navigation.flatMap(({ links }) => links.map(({ href }) => href));
/** Each is made once, however many links lead to it. */
const answers = new Map<string, SiteAnswer>();

function answerOf(path: string): SiteAnswer {
  const answer = answers.get(path) ?? site(path);
  answers.set(path, answer);
  return answer.location === undefined ? answer : answerOf(answer.location);
}

describe('the documentation as a site', () => {
  it('begins with the index, which leads to every page of docs', () => {
    assert.equal(site('/').location, '/docs/README.md');
    const all = globSync('docs/*.md').map((name) => `/${name}`);
    assert.deepEqual(
      all.filter((name) => name !== '/docs/README.md' && !pages.includes(name)),
      [],
    );
  });

  for (const page of ['/docs/README.md', ...pages]) {
    it(`shows ${page}, and its links lead somewhere`, () => {
      const { status, body } = answerOf(page);
      assert.equal(status, 200);
      const html = String(body);
      assert.match(html, /<h1 id="[^"]+">/);
      const broken = [...html.matchAll(/<(?:a|img)\b[^>]*\b(?:href|src)="([^"]+)"/g)]
        .map(([, href = '']) => href.replaceAll('&amp;', '&'))
        .filter(
          (href) => !/^(?:https?|mailto|data):/.test(href) && !leads(new URL(href, `http://site.invalid${page}`)),
        );
      assert.deepEqual(broken, []);
    });
  }

  it('marks code by its language, and names the file that it is', () => {
    const html = String(answerOf('/docs/guide.md').body);
    assert.match(html, /<figcaption>app\.js<\/figcaption>/);
    assert.match(html, /<span class="hljs-keyword">import<\/span>/);
  });

  it('shows other files of the repository, and lists folders', () => {
    assert.match(String(answerOf('/schemas/examples/users.contract.json').body), /hljs-attr/);
    assert.match(String(answerOf('/schemas/examples').body), /<a href="users\.contract\.json">/);
    assert.equal(answerOf('/docs/performance.svg').type, 'image/svg+xml');
  });

  const refused = [
    '/package.json',
    '/.git/config',
    '/node_modules/express/package.json',
    '/bench/node_modules',
    '/docs/../package.json',
    '/docs/%2e%2e/package.json',
    '/docs/%2e%2e%2fpackage.json',
    '/docs/%00',
    '/docs/%zz',
    '/docs/nothing.md',
    '/_site/server.ts',
  ];
  for (const path of refused) {
    it(`does not show ${path}`, () => assert.equal(answerOf(path).status, 404));
  }
});

describe('the search of the documentation', () => {
  const rows: readonly [words: string, place: string][] = [
    ['unix-seconds', '/docs/contract.md'],
    ['breaker', '/docs/upstreams.md'],
    ['completion', '/docs/terminal.md#completion'],
    ['upstream-timeout', '/docs/problems.md#upstream-timeout'],
    ['credentals', '/docs/limits-and-credentials.md'],
  ];
  for (const [words, place] of rows) {
    it(`finds ${place} by ${words}`, () => {
      const html = String(site(`/search?q=${encodeURIComponent(words)}`).body);
      const found = [...html.matchAll(/<li><a href="([^"]+)">/g)].map(([, href = '']) => href);
      const main = found.filter((href) => !pages.includes(href) || href === place);
      assert.ok(
        main.slice(0, 5).some((href) => href.startsWith(place)),
        main.join('\n'),
      );
    });
  }

  it('shows the words of tables without their rules', () => {
    const html = String(site('/search?q=retries').body);
    assert.match(html, /what happened repeated no connection/);
    assert.doesNotMatch(html, /---/);
  });

  it('shows what was asked for as text, whatever it is', () => {
    const html = String(site(`/search?q=${encodeURIComponent('"><script>alert(1)</script> (a+ [x')}`).body);
    assert.ok(!html.includes('<script>alert'));
    assert.match(html, /&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  });
});

function leads({ pathname, hash }: URL): boolean {
  const { status, type, body } = answerOf(pathname);
  if (status !== 200) return false;
  return (
    hash === '' || !type.startsWith('text/html') || String(body).includes(` id="${decodeURIComponent(hash.slice(1))}"`)
  );
}
