import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { acceptedCharsets } from '../../src/format/charset.ts';
import { formatKind } from '../../src/http/format-kind.ts';
import { contractOf, normalize } from '../support/contract.ts';
import { apiOf, send, sent } from '../support/pipeline.ts';
import { answerBy, replyOf } from '../support/reply.ts';
import { codeBlocks } from './code-blocks.ts';

interface Message {
  readonly route?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

interface Example {
  readonly operation: { readonly route: string; readonly [member: string]: unknown };
  readonly request: Message;
  readonly sends: Message;
  readonly answer?: Message;
  readonly gets?: Message;
}

const blocks = codeBlocks('docs/media-types.md');
const page = readFileSync(join(import.meta.dirname, '../../docs/media-types.md'), 'utf8');

describe('docs/media-types.md', () => {
  it('has nothing but examples that are run', () => {
    assert.ok(blocks.length >= 6);
    assert.ok(blocks.every(({ notes }) => notes['media-type'] !== undefined));
  });

  for (const { text, notes } of blocks) {
    const { operation, request, sends, answer, gets }: Example = JSON.parse(text);
    const contract = contractOf(operation);

    it(`shows what is sent: ${notes['media-type']}`, () => {
      const headers = Object.entries(request.headers ?? {}).flat();
      const body = request.text === undefined ? {} : { body: request.text };
      const outgoing = sent(send(apiOf([contract]), request.route ?? operation.route, { headers, ...body }));
      assert.equal(outgoing.body, sends.text);
      for (const [name, value] of Object.entries(sends.headers ?? {})) {
        assert.ok(outgoing.headers.includes(`${name}: ${value}`), outgoing.headers.join('\n'));
      }
    });

    it(`shows a contract without findings: ${notes['media-type']}`, () => {
      assert.deepEqual(normalize([contract]).findings, []);
    });

    if (answer?.text === undefined) continue;
    const given = { headers: answer.headers ?? {}, text: answer.text };
    it(`shows what comes back: ${notes['media-type']}`, () => {
      const got = answerBy(replyOf(contract), given);
      assert.equal(got.text, gets?.text);
      assert.deepEqual(got.violations, []);
      for (const [name, value] of Object.entries(gets?.headers ?? {})) assert.equal(got.headers[name], value);
    });
  }

  it('lists the formats as they are told apart', () => {
    const kinds: Readonly<Record<string, string>> = { json: 'JSON', form: 'form', text: 'text', xml: 'XML' };
    for (const [mediaType, kind] of Object.entries({
      'application/json': 'json',
      'text/json': 'json',
      'application/x-www-form-urlencoded': 'form',
      'text/plain': 'text',
      'application/xml': 'xml',
      'text/xml': 'xml',
    })) {
      assert.equal(formatKind(mediaType), kind);
      assert.match(page, new RegExp(`\\| ${kinds[kind]} \\|[^\\n]*\`${mediaType}\``));
    }
  });

  it('lists the charsets that are accepted', () => {
    const rowOf = (name: string): string => new RegExp(`^\\| ${name} \\| (.*) \\|$`, 'm').exec(page)?.[1] ?? '';
    const charsets = page.slice(page.indexOf('## Charsets'));
    assert.match(charsets, /\| JSON \| UTF-8 \|/);
    for (const charset of acceptedCharsets.text) assert.match(charsets, new RegExp(charset, 'i'));
    for (const charset of acceptedCharsets.form) assert.match(charsets, new RegExp(charset, 'i'));
    assert.notEqual(rowOf('JSON'), '');
  });
});
