import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Api, Match } from '../pipeline/pipeline.ts';
import type { Refuse } from './answer.ts';
import type { Call } from './call.ts';
import { contractBroken } from './edge-problem.ts';
import { type Delivery, Intake } from './intake.ts';
import { parsedBodyWarning } from './parsed-body-warning.ts';
import { rewriteDelivery } from './rewrite.ts';
import { pathAndQuery } from './target.ts';

/** Sends requests on, by whatever means the options chose. */
export interface Sender extends Delivery {
  /** Proxies an undeclared route as it is; `false` where no prefix covers it. */
  passThrough(call: Call, url: string): boolean;
  close(): Promise<void>;
}

/** The contracts of one `paramap()` or `createGateway()`, ready for requests. */
export interface Instance {
  readonly options: ResolvedOptions;
  readonly api: Api;
  readonly refuse: Refuse;
  /** Validates, maps and sends. `unmatched` ends what no contract and no pass-through prefix knows. */
  handle(call: Call, unmatched: Unmatched): void;
  /** Validates and maps in place, then goes on. */
  rewrite(call: Call): void;
  close(): Promise<void>;
}

export type Unmatched = (match: Exclude<Match, { kind: 'operation' }>) => void;

export interface InstanceParts {
  readonly options: ResolvedOptions;
  readonly api: Api;
  readonly sender: Sender;
  readonly refuse: Refuse;
}

/** Joins what the start made. A request that comes in after `close()` is answered by the sender, with 503. */
export function createInstance({ options, api, sender, refuse }: InstanceParts): Instance {
  const parts = { options, refuse, warnOfParsedBody: parsedBodyWarning(options.onWarning) };
  const route = (call: Call, delivery: Delivery, otherwise: (url: string, match: Match) => void): void => {
    try {
      const url = pathAndQuery(call.req.url ?? '/');
      const match = api.match(call.req.method ?? '', url);
      if (match.kind === 'operation') new Intake(call, { found: match, url }, { ...parts, delivery }).start();
      else otherwise(url, match);
    } catch (cause) {
      refuse(call, contractBroken(cause));
    }
  };

  return {
    options,
    api,
    refuse,
    handle: (call, unmatched) =>
      route(call, sender, (url, match) => {
        if (match.kind !== 'operation' && !sender.passThrough(call, url)) unmatched(match);
      }),
    rewrite: (call) => route(call, rewriteDelivery, () => call.next()),
    close: () => sender.close(),
  };
}
