import { signal } from '@preact/signals';
import { formatHash, type HashRoute, parseHash } from './hash-route.ts';

/** Where in the page one is; follows the address. */
export const route = signal<HashRoute>(parseHash(location.hash));

addEventListener('hashchange', () => {
  route.value = parseHash(location.hash);
});

/** Goes to a place of the page, as a link would. */
export function goTo(view: string, ...rest: readonly string[]): void {
  location.hash = formatHash(view, ...rest);
}

/** Goes to a place without a step in the browser's history: for what one steps through, such as the rows of a list. */
export function moveTo(view: string, ...rest: readonly string[]): void {
  history.replaceState(undefined, '', formatHash(view, ...rest));
  route.value = { view, rest };
}
