import { ApiError, type Result, type Success } from './paramap-answer.ts';
import type { Call, CallOptions, ClientOptions, DataOf, Operation } from './paramap-client.ts';

/** An operation that gives its results page by page. */
export interface PagedCall<Args extends unknown[], Given, Item> extends Call<Args, Given> {
  /** Asks for page after page; throws an `ApiError` where one cannot be had. */
  readonly pages: (...args: Args) => AsyncGenerator<DataOf<Given>, void, undefined>;
  /** The items of all pages, one by one; the next page is asked for when it is needed. */
  readonly items: (...args: Args) => AsyncGenerator<Item, void, undefined>;
}

export interface PagedOperation<Args extends unknown[], Given, Item>
  extends PagedCall<[client: ClientOptions, ...args: Args], Given, Item> {
  readonly definition: Operation<Args, Given>['definition'];
}

/** What stands at a path of the data, item by item. */
export type ItemAt<Data, Path extends readonly string[]> = Path extends readonly [
  infer Step,
  ...infer Rest extends readonly string[],
]
  ? Data extends Readonly<Record<string, unknown>> | object
    ? Step extends keyof Data
      ? ItemAt<NonNullable<Data[Step]>, Rest>
      : never
    : never
  : Data extends readonly (infer Item)[]
    ? Item
    : never;

/** Where a page says what it holds, and how to get the next. */
export interface Paging {
  /** The way to the list in the data. */
  readonly items: readonly string[];
  /** The way to what the next page is asked with; without it, the `Link` field whose `rel` is `next` says it. */
  readonly next?: readonly string[];
  /** The query parameter that takes it, and the input's member of that parameter. */
  readonly parameter: string;
  readonly key: string;
}

/** Adds `pages` and `items` to an operation. */
export function paged<Args extends unknown[], Given, Item>(
  plain: Operation<Args, Given>,
  paging: Paging,
): PagedOperation<Args, Given, Item>;
export function paged(plain: Operation<unknown[], Page>, paging: Paging): object {
  async function* walk(client: ClientOptions, input: object = {}, options?: CallOptions): AsyncGenerator<unknown> {
    let asked = input;
    for (;;) {
      const page = await plain(client, asked, options);
      if (!page.ok) throw new ApiError(plain.definition.name, page.error);
      yield page.data;
      const next = paging.next === undefined ? linked(page.headers, paging.parameter) : at(page.data, paging.next);
      const isLast = next === undefined || next === null || next === '' || next === false;
      // A page that leads to itself would never end.
      if (isLast || next === Reflect.get(asked, paging.key)) return;
      asked = { ...input, [paging.key]: next };
    }
  }
  async function* items(client: ClientOptions, input?: object, options?: CallOptions): AsyncGenerator<unknown> {
    for await (const page of walk(client, input, options)) {
      const list = at(page, paging.items);
      if (Array.isArray(list)) yield* list;
    }
  }
  return Object.assign(plain, { pages: walk, items });
}

type Page = Result<Success<unknown>>;

function at(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const step of path) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }
  return value;
}

/** The parameter in the address of the next page. Source: RFC 8288, section 3. */
function linked(headers: Headers, parameter: string): string | undefined {
  for (const [, address = '', attributes = ''] of (headers.get('link') ?? '').matchAll(
    /<([^<>]*)>((?:\s*;[^,<]*)*)/g,
  )) {
    if (!/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\b)/i.test(attributes)) continue;
    return new URL(address, 'http://base.invalid').searchParams.get(parameter) ?? undefined;
  }
  return undefined;
}
