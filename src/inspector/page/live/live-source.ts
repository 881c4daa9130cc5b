import type { InspectorState, LiveBatch } from '../../protocol.ts';
import { addressOf, getJson } from '../shell/api.ts';

/** Who listens to the server's events. */
export interface LiveEar {
  /** The sequence after which events are wanted. */
  readonly newest: () => number;
  readonly tell: (connection: 'connecting' | 'open' | 'lost') => void;
  readonly hearState: (state: InspectorState) => void;
  readonly hearBatch: (batch: LiveBatch) => void;
}

const firstWaitMs = 500;
const longestWaitMs = 10_000;

/**
 * Listens to the server's events, and connects again when the connection is lost, after 0.5 to 10 seconds. Each time the state is asked for
 * first: it says whether it is still the same process, and whether the session still holds.
 */
export function listenLive(ear: LiveEar): void {
  let waitMs = firstWaitMs;
  const again = (): void => {
    ear.tell('lost');
    setTimeout(connect, waitMs);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  };
  const connect = async (): Promise<void> => {
    try {
      ear.hearState(await getJson<InspectorState>('state'));
    } catch {
      return again();
    }
    // The browser's own way to connect again would ask for what came after the first connection, not after the last event.
    const source = new EventSource(addressOf(`live?after=${ear.newest()}`));
    source.addEventListener('open', () => {
      waitMs = firstWaitMs;
      ear.tell('open');
    });
    source.addEventListener('requests', ({ data }) => ear.hearBatch(JSON.parse(data)));
    source.addEventListener('state', ({ data }) => ear.hearState(JSON.parse(data)));
    source.addEventListener('error', () => {
      source.close();
      again();
    });
  };
  void connect();
}
