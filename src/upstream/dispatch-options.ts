import type { Dispatcher } from 'undici';
import { withDeadline } from './attempt/with-deadline.ts';
import type { ExchangePlan } from './exchange-plan.ts';

/** How one attempt differs from another at the same request. */
export interface AttemptWay {
  /** Of the target. */
  readonly basePath: string;
  /** Over a connection of its own. */
  readonly fresh: boolean;
  /** Gives the milliseconds until the total limit; asked only where somebody is told of them. */
  readonly time: { readonly leftMs: number };
}

/** An attempt as undici takes it. */
export function dispatchOptions(plan: ExchangePlan, { basePath, fresh, time }: AttemptWay): Dispatcher.DispatchOptions {
  const { method, path, body, content } = plan;
  const options: Dispatcher.DispatchOptions = {
    method,
    path: basePath + path,
    headers: withDeadline(plan, time),
    body: content?.stream ?? body,
    // The conversation keeps its own time: undici's timers may run out up to a second late.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (fresh) options.reset = true;
  return options;
}
