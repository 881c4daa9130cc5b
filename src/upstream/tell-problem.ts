import type { ServerResponse } from 'node:http';
import type { Problem } from '../problem/problem.ts';
import type { Asker, Transport } from './conversation-plan.ts';

/**
 * Tells what the caller gets in place of an answer, and what was tried before.
 *
 * What the app throws here would end the process, for it would be thrown out of an event of the connection.
 */
export function tellProblem(
  { asker, response }: { readonly asker: Asker; readonly response: ServerResponse },
  problem: Problem,
  transport: Pick<Transport, 'attempts'>,
): void {
  const attempts = transport.attempts();
  try {
    asker.onProblem(attempts.length === 0 ? problem : { ...problem, attempts });
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
    response.destroy();
  }
}
