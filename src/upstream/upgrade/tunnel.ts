import type { Socket } from 'node:net';

/** How long one side may stay open when the other has ended, in milliseconds. */
const lastWordsMs = 5000;

/**
 * Joins the two connections of an upgrade: what one sends the other gets, as it comes. Nothing of it is looked at.
 *
 * Where one ends the other is ended, where one breaks the other is broken. Both are broken when nothing has moved in either
 * direction for `idleMs`; 0 is no limit.
 */
export function joinTunnel(caller: Socket, upstream: Socket, idleMs: number): void {
  const breakBoth = (): void => {
    caller.destroy();
    upstream.destroy();
  };
  let patience: NodeJS.Timeout | undefined;
  const join = (side: Socket, other: Socket): void => {
    side.on('error', breakBoth);
    side.on('close', () => {
      clearTimeout(patience);
      // What a side that has ended said last still goes out.
      if (side.readableEnded) other.destroySoon();
      else other.destroy();
    });
    side.on('end', () => {
      patience ??= setTimeout(breakBoth, lastWordsMs).unref();
    });
    side.setNoDelay(true);
  };
  join(caller, upstream);
  join(upstream, caller);
  // Reads and writes both count, so that one of the two sees all that moves.
  upstream.setTimeout(idleMs, breakBoth);
  caller.pipe(upstream);
  upstream.pipe(caller);
}
