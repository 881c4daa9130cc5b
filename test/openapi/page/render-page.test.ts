import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { renderPage } from '../../../src/openapi/page/render-page.ts';
import { exported } from '../export/exported.ts';

const hostile =
  "\"><script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\"> `</code><b>`";

test('whatever a document says is text on its page', () => {
  const { text } = renderPage(hostileDocument(), './openapi.json');
  assert.doesNotMatch(text, /<(?:script|img|b)\b/i);
  assert.match(text, /&lt;script&gt;/);
});

test('every link inside the page leads to something on it', () => {
  const { text } = renderPage(exported(globSync('schemas/examples/*.contract.json')).document, './openapi.json');
  const ids = new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  const links = [...text.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
  assert.ok(links.length > 20);
  assert.deepEqual(
    links.filter((id) => !ids.has(id)),
    [],
  );
});

test('a recursive schema ends, and members of members are there', () => {
  const { text } = renderPage(
    {
      openapi: '3.1.1',
      info: { title: 'T', version: '1' },
      paths: {},
      components: {
        schemas: {
          Node: {
            type: 'object',
            required: ['next'],
            properties: {
              next: { $ref: '#/components/schemas/Node' },
              tag: { type: 'object', properties: { deep: { type: 'string' } } },
            },
          },
        },
      },
    },
    './openapi.json',
  );
  assert.match(text, /<code>next<\/code> <strong>required<\/strong>: <span><a href="#schema-Node">Node<\/a>/);
  assert.match(text, /<code>deep<\/code>/);
});

function hostileDocument() {
  return exported([
    {
      title: hostile,
      version: hostile,
      description: hostile,
      upstream: { name: 'users' },
      operations: {
        find: {
          summary: hostile,
          description: hostile,
          tags: [hostile],
          route: 'POST /users',
          query: {
            properties: { [hostile]: { type: 'string', description: hostile, enum: [hostile], default: hostile } },
          },
          body: {
            content: {
              'application/json': {
                title: hostile,
                type: 'object',
                properties: { [hostile]: { description: hostile, pattern: '^<i>$', examples: [hostile] } },
                patternProperties: { '^<b>': { const: hostile } },
              },
            },
          },
          responses: { '200': { description: hostile, content: { 'application/json': { examples: [hostile] } } } },
        },
      },
    },
  ]).document;
}
