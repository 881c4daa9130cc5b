import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { searchEngine } from '../support/backends/search-engine.ts';
import { gatewayFront, middlewareFront } from '../support/fronts.ts';

const fronts = { middleware: middlewareFront, gateway: gatewayFront };
const deskLamp = {
  id: 'p1',
  score: 1.5,
  title: 'Desk lamp',
  brand: 'Acme',
  price: 19.99,
  tags: ['office'],
};

async function started(t: TestContext, kind: keyof typeof fronts) {
  const engine = await searchEngine();
  t.after(() => engine.close());
  const contracts = 'schemas/examples/catalogue.contract.json';
  const { url } = await fronts[kind](t, { contracts, upstreams: { catalogue: { targets: [engine.url] } } });
  const search = async (body: object): Promise<Told> => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${url}/products/search`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, ...((await response.json()) as object) };
  };
  return { engine, url, search };
}

interface Told {
  readonly status: number;
  readonly total?: number;
  readonly items?: readonly { readonly id: string }[];
  readonly next?: string;
  readonly at?: string;
  readonly reason?: string;
}

const ids = (items: readonly { readonly id: string }[] | undefined): string => items?.map(({ id }) => id).join() ?? '';

for (const kind of ['middleware', 'gateway'] as const) {
  describe(`a search engine behind parameters and filters, through the ${kind}`, () => {
    const found: Readonly<Record<string, string>> = {
      'text=lamp': 'p1,p2,p3',
      'text=lamp&priceFrom=10&priceTo=50': 'p1',
      'text=lamp&brands=Lux,Nobody': 'p2,p3',
      'text=lamp&sort=dearest': 'p3,p1,p2',
      'text=lamp&sort=cheapest&priceFrom=5.01': 'p1,p3',
      'text=chair': '',
    };
    for (const [query, products] of Object.entries(found)) {
      it(`finds by parameters: ${query}`, async (t) => {
        const { url } = await started(t, kind);
        const response = await fetch(`${url}/products?${query}`);
        assert.equal(response.status, 200);
        assert.equal(ids((await response.json()) as { id: string }[]), products);
      });
    }

    it('gives products alone, without what stands around and beside them', async (t) => {
      const { url } = await started(t, kind);
      const products = await (await fetch(`${url}/products?text=desk%20lamp`)).json();
      assert.deepEqual(products, [deskLamp]);
    });

    it('leads from page to page', async (t) => {
      const { url } = await started(t, kind);
      const pages: string[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const response = await fetch(`${url}/products?text=lamp&size=2${after && `&after=${after}`}`);
        pages.push(ids((await response.json()) as { id: string }[]));
        after = response.headers.get('x-next');
      }
      assert.deepEqual(pages, ['p1,p2', 'p3']);
    });

    it('finds by filters in filters', async (t) => {
      const { search } = await started(t, kind);
      const used = { kind: 'any-of', field: 'tag', values: ['used'] };
      const cheap = { kind: 'range', field: 'price', to: 5000 };
      const desk = { kind: 'text', field: 'title', text: 'desk' };
      const where = {
        kind: 'all',
        of: [
          { kind: 'any', of: [cheap, desk] },
          { kind: 'not', filter: used },
        ],
      };
      assert.deepEqual(await search({ where }), { status: 200, total: 1, items: [deskLamp] });
      const not = { kind: 'not', filter: where };
      const others = await search({ where: not, sort: [{ by: 'price', order: 'descending' }], page: { size: 2 } });
      assert.deepEqual([others.total, ids(others.items)], [3, 'p4,p3']);
      const rest = await search({
        where: not,
        sort: [{ by: 'price', order: 'descending' }],
        page: { after: others.next },
      });
      assert.equal(ids(rest.items), 'p2');
    });

    it('says where a filter is wrong for the engine, as the caller has written it', async (t) => {
      const { search } = await started(t, kind);
      const filter = { kind: 'text', field: 'description', text: 'lamp' };
      const where = { kind: 'all', of: [{ kind: 'not', filter }] };
      const { status, reason, at } = await search({ where });
      assert.deepEqual([status, reason], [400, 'is not indexed']);
      assert.match(at ?? '', /^\/where\/of\/0\/filter/);
      assert.equal((await search({ where: filter, page: { after: 'x' } })).status, 400);
    });

    it('says which parameter is wrong for the engine', async (t) => {
      const { url } = await started(t, kind);
      const response = await fetch(`${url}/products?text=lamp&after=eA`);
      assert.equal(response.status, 400);
      assert.deepEqual(await response.json(), { at: '/after', reason: 'is no cursor' });
    });

    it('keeps from the engine what does not fit', async (t) => {
      const { engine, search } = await started(t, kind);
      const { status } = await search({ where: { kind: 'range', field: 'brand' } });
      assert.equal(status, 400);
      assert.deepEqual(engine.queries, []);
    });
  });
}
