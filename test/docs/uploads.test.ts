import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { givenInCode, resolveOptions } from '../../src/options/resolve-options.ts';
import { echoUpstream } from '../support/echo-upstream.ts';
import { middlewareFront } from '../support/fronts.ts';
import { sendRaw } from '../support/raw-client.ts';
import { codeBlocks } from './code-blocks.ts';

const page = readFileSync('docs/uploads.md', 'utf8');
const blocks = codeBlocks('docs/uploads.md');
const shown = (what: string): string => blocks.find(({ notes }) => notes['uploads'] === what)?.text ?? '';

/** A message as the page shows it: its first line, its fields, and its content with the line ends of the wire. */
function messageOf(what: string): { route: string; fields: string; content: string } {
  const [head = '', ...rest] = shown(what).trimEnd().split('\n\n');
  const [route = '', ...fields] = head.split('\n');
  return { route, fields: fields.join('\r\n'), content: `${rest.join('\n\n')}\n`.replaceAll('\n', '\r\n') };
}

describe('docs/uploads.md', () => {
  it('has nothing but an example that is run', () => assert.equal(blocks.length, 3));

  it('shows what a form becomes', async (t) => {
    const upstream = await echoUpstream();
    t.after(() => upstream.close());
    const contract = {
      title: 'Photos',
      version: '1.0.0',
      upstream: { name: 'media' },
      operations: { addPhoto: JSON.parse(shown('operation')) },
    };
    const front = await middlewareFront(t, { contracts: contract, upstreams: { media: { targets: [upstream.url] } } });
    const { route, fields, content } = messageOf('caller');
    const head = `${route} HTTP/1.1\r\nHost: a\r\n${fields}\r\nContent-Length: ${Buffer.byteLength(content)}\r\n\r\n`;
    const answer = await sendRaw(front.port, head + content);
    assert.equal(answer.status, 200, answer.raw);
    const { method, rawUrl, headers, body } = upstream.last();
    const expected = messageOf('upstream');
    assert.equal(`${method} ${rawUrl}`, expected.route);
    const boundary = /boundary=(\S+)/.exec(String(headers['content-type']))?.[1] ?? '';
    assert.equal(body.toString().replaceAll(boundary, 'paramap'), expected.content);
  });

  it('names the limits with their defaults', () => {
    const { limits } = resolveOptions({ contracts: [{}], upstreams: {} }, givenInCode('middleware'));
    const rows = [...page.matchAll(/^\| `limits\.(\w+)` \| (\d+) \|/gm)];
    assert.equal(rows.length, 5);
    for (const [, name = '', value] of rows)
      assert.equal(Object.entries(limits).find(([known]) => known === name)?.[1], Number(value));
  });
});
