import type { UpstreamTools } from '../upstream-tools.ts';
import type { Connections } from '../target/connections.ts';
import type { AddressBook } from './address-book.ts';

/** How often a name is asked for again. */
export interface Freshness {
  readonly everyMs: number;
  readonly after: UpstreamTools['after'];
}

/**
 * Asks for the addresses of a name from time to time while there are connections to it: those that are always busy are
 * never made anew, and would stay with an address that the name has left. Gives back how to stop.
 */
export function keepFresh(book: AddressBook, connections: Connections, { everyMs, after }: Freshness): () => void {
  let stopped = false;
  let stopTimer: () => void = () => {};
  const look = async (): Promise<void> => {
    // Without connections the next one asks by itself.
    if (connections.areUsed && (await book.refresh()) && !stopped) connections.renew();
    if (!stopped) stopTimer = after(everyMs, () => void look());
  };
  stopTimer = after(everyMs, () => void look());
  return () => {
    stopped = true;
    stopTimer();
  };
}
