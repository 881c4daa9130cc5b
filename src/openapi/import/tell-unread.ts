import type { DescribedOperation } from '../read/backend-description.ts';
import type { LossList, Origin } from './loss-list.ts';

/** Lists each kind of member that nothing is made of once, where it first stands, with the number of places. */
export function tellUnread(operations: readonly DescribedOperation[], losses: LossList): void {
  const kinds = new Map<string, { readonly first: Origin; count: number }>();
  for (const { file, unread } of operations) {
    for (const { name, pointer } of unread) {
      const known = kinds.get(name) ?? { first: { file, pointer }, count: 0 };
      known.count += 1;
      kinds.set(name, known);
    }
  }
  for (const [name, { first, count }] of kinds) {
    const places = count === 1 ? 'stands once' : `stands ${count} times`;
    const message = `\`${name}\` ${places} and is left out: ${reasons.get(name) ?? 'a contract has no member for it'}`;
    losses.add(first, 'member', [message, cures.get(name) ?? 'nothing has to be done']);
  }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['links', 'what callers can do next is not part of a contract'],
  ['allowReserved', 'what is reserved in a URL is percent-encoded, which means the same'],
  ['encoding.headers', 'parts of a form are sent without header fields of their own'],
  ['encoding.contentType', 'a contract does not say of what type a part is'],
]);

const cures: ReadonlyMap<string, string> = new Map([
  ['encoding.headers', 'where the backend needs them, pass the route through'],
  ['encoding.contentType', 'compare what is sent with `paramap explain`'],
]);
