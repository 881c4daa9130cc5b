import type { Socket } from 'node:net';
import type { TargetPlace } from '../target/target.ts';

/**
 * Tells of a new connection whether the name of its peer is still being looked up.
 *
 * In:  the socket, before it stands, and where it leads.
 * Out: asked at any moment. An address that needs no looking up is never being looked up.
 */
export function watchNaming(socket: Socket | null, { lookup }: TargetPlace): () => boolean {
  let isNaming = lookup !== undefined && socket?.connecting === true;
  const named = (): void => {
    isNaming = false;
  };
  if (isNaming) socket?.once('lookup', named).once('close', named);
  return () => isNaming;
}
