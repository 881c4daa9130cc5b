import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ApiError,
  type ClientOptions,
  operation,
  readJson,
  type Result,
  type Success,
  type Takes,
} from '../../../src/generate/typescript/runtime/paramap-client.ts';
import { paged, type Paging } from '../../../src/generate/typescript/runtime/paramap-pages.ts';

interface Page {
  readonly list: readonly number[];
  readonly next?: string | null;
}

function api(answers: Readonly<Record<string, { page: Page; link?: string }>>): ClientOptions & { asked: string[] } {
  const asked: string[] = [];
  const fetch = async (url: unknown): Promise<Response> => {
    const at = new URL(String(url)).search;
    asked.push(at);
    const answer = answers[at];
    if (answer === undefined) return new Response('gone', { status: 410 });
    const headers = { 'content-type': 'application/json', ...(answer.link && { link: answer.link }) };
    return new Response(JSON.stringify(answer.page), { headers });
  };
  return { baseUrl: 'http://api', fetch, asked };
}

const list = (paging: Paging) =>
  paged<Takes<{ q?: string; cursor?: string }>, Result<Success<Page>>, number>(
    operation({
      name: 'list',
      method: 'GET',
      path: '/list',
      parameters: [
        { in: 'query', name: 'q' },
        { in: 'query', name: 'cursor' },
      ],
      answers: { '200': readJson },
    }),
    paging,
  );

const byPointer = { items: ['list'], next: ['next'], parameter: 'cursor', key: 'cursor' };

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('pages are walked', () => {
  test('by a value in the answer, the rest of the input unchanged', async () => {
    const client = api({
      '?q=x': { page: { list: [1, 2], next: 'b c' } },
      '?q=x&cursor=b%20c': { page: { list: [3], next: null } },
    });
    assert.deepEqual(await collect(list(byPointer).items(client, { q: 'x' })), [1, 2, 3]);
    assert.deepEqual(client.asked, ['?q=x', '?q=x&cursor=b%20c']);
  });

  test('by the address of the next page in Link', async () => {
    const link = '</list?cursor=1>; rel="prev", </list?page=9&cursor=2>; title="x"; rel="last next"';
    const client = api({ '': { page: { list: [1] }, link }, '?cursor=2': { page: { list: [2] } } });
    const { next: _, ...byLink } = byPointer;
    assert.deepEqual(await collect(list(byLink).pages(client)), [{ list: [1] }, { list: [2] }]);
  });

  test('only as far as they are wanted', async () => {
    const client = api({ '': { page: { list: [1, 2], next: 'b' } } });
    for await (const item of list(byPointer).items(client)) if (item === 2) break;
    assert.equal(client.asked.length, 1);
  });

  test('to an end, where a page leads to itself', async () => {
    const client = api({
      '': { page: { list: [1], next: 'b' } },
      '?cursor=b': { page: { list: [2], next: 'b' } },
    });
    assert.deepEqual(await collect(list(byPointer).items(client)), [1, 2]);
  });

  test('until one cannot be had, which is thrown', async () => {
    const client = api({ '': { page: { list: [1], next: 'b' } } });
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const item of list(byPointer).items(client)) seen.push(item);
    }, ApiError);
    assert.deepEqual(seen, [1]);
  });
});
