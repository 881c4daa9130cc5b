import type { Connection } from './connection.ts';
import type { Transport } from './conversation-plan.ts';
import type { ExchangePlan } from './exchange-plan.ts';

/** What an exchange knows of itself. */
export interface Sending {
  /** The request was given to a connection that stands, and the upstream has not said that it did nothing with it. */
  readonly began: boolean;
  /** All of it was written. */
  readonly ended: boolean;
  /** The first byte of an answer is there. */
  readonly answered: boolean;
}

/** How far the sending of a request has come. In:  its connection, as far as there is one. */
export function sendingProgress(
  { body, content }: Pick<ExchangePlan, 'body' | 'content'>,
  { began, ended, answered }: Sending,
  connection: Connection | undefined,
): ReturnType<Transport['progress']> {
  const hasContent = body !== null || content !== undefined;
  const unread = hasContent && (connection?.socket?.writableLength ?? 0) > 0;
  return {
    naming: connection?.isNaming === true,
    securing: connection?.isSecuring === true,
    sent: began,
    unread,
    starved: !ended && !unread && content?.stream.readableLength === 0,
    answered,
  };
}
