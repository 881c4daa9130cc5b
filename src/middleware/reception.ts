import type { Guards } from '../guard/guards.ts';
import { asksForWebSocket } from '../http/websocket.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Api, Match } from '../pipeline/pipeline.ts';
import { createProblem } from '../problem/problem.ts';
import { createRefuse, type Refuse } from './answer.ts';
import type { Call } from './call.ts';
import type { Delivery } from './delivery.ts';
import type { DeprecatedCounts } from './deprecated-counts.ts';
import { createNotices } from './deprecation-notice.ts';
import { contractBroken } from '../problem/edge-problem.ts';
import { guardRequest } from './guarding.ts';
import { Intake } from './intake.ts';
import type { IntakeParts, MatchedRequest } from './intake-parts.ts';
import { judgeUpgrade } from './judge-upgrade.ts';
import { parsedBodyWarning } from './parsed-body-warning.ts';
import { rewriteDelivery } from './rewrite.ts';
import type { ShadowTraffic } from './shadow-traffic.ts';
import { hasContent } from './take-body.ts';
import { pathAndQuery } from './target.ts';
import { type UpgradingParts, upgradeDelivery, withoutHandshake } from './upgrading.ts';

/** What the contracts have to say of a request without an operation: its path is unknown, or has other methods. */
export type Mismatch = Exclude<Match, { kind: 'operation' }>;

/** Takes a request without an operation, by its path and query. */
export type Otherwise = (url: string, mismatch: Mismatch) => void;

/** What a reception is made from. */
export interface ReceptionParts {
  readonly options: ResolvedOptions;
  readonly api: Api;
  /** `undefined` where no contract asks anything of callers. */
  readonly guards: Guards | undefined;
  readonly sender: Delivery & UpgradingParts['sender'];
  readonly refuse: Refuse;
  /** Where a candidate is compared. */
  readonly shadow: ShadowTraffic | undefined;
  readonly lasting: { readonly tunnels: UpgradingParts['tunnels']; readonly deprecated: DeprecatedCounts };
}

/** Finds the operation of a request, asks its guard, and starts it on its way through the stages. */
export class Reception {
  readonly #options: ResolvedOptions;
  readonly #api: Api;
  readonly #guards: Guards | undefined;
  readonly #refuse: Refuse;
  readonly #refuseUpgrade: Refuse;
  readonly #forwarding: IntakeParts;
  readonly #rewriting: IntakeParts;
  readonly #upgrading: IntakeParts;

  constructor({ options, api, guards, sender, refuse, shadow, lasting }: ReceptionParts) {
    this.#options = options;
    this.#api = api;
    this.#guards = guards;
    this.#refuse = refuse;
    // There is no handler of the app's behind an upgrade.
    this.#refuseUpgrade = options.problems === 'next' ? createRefuse({ ...options, problems: 'answer' }) : refuse;
    const notices = createNotices(options, lasting.deprecated);
    const shared = { options, refuse, notices, shadow, warnOfParsedBody: parsedBodyWarning(options.onWarning) };
    const upgrade = { options, sender, refuse: this.#refuseUpgrade, tunnels: lasting.tunnels };
    this.#forwarding = { ...shared, delivery: sender };
    this.#rewriting = { ...shared, delivery: rewriteDelivery };
    this.#upgrading = { ...shared, refuse: upgrade.refuse, shadow: undefined, delivery: upgradeDelivery(upgrade) };
  }

  /** Validates, maps and sends, or joins what asks for an upgrade. */
  forward(call: Call, otherwise: Otherwise): void {
    this.#route(call, this.#forwarding, otherwise);
  }

  /** Validates and maps in place, then goes on. */
  rewrite(call: Call, otherwise: Otherwise): void {
    this.#route(call, this.#rewriting, otherwise);
  }

  #route(call: Call, parts: IntakeParts, otherwise: Otherwise): void {
    try {
      const url = pathAndQuery(call.req.url ?? '/');
      const match = this.#api.match(call.req.method ?? '', url);
      if (match.kind !== 'operation') otherwise(url, match);
      else this.#found(call, { found: match, url }, parts);
    } catch (cause) {
      (call.upgrade === undefined ? this.#refuse : this.#refuseUpgrade)(call, contractBroken(cause));
    }
  }

  #found(call: Call, request: MatchedRequest, parts: IntakeParts): void {
    call.watch?.found(request.found.operation);
    if (call.upgrade === undefined) this.#enter(call, request, parts);
    else this.#upgrade(call, request, parts);
  }

  /** What came with its connection: an upgrade, or a request that names another protocol than its route offers. */
  #upgrade(call: Call, request: MatchedRequest, parts: IntakeParts): void {
    const { name, upgrade: offered } = request.found.operation.operation;
    const isUpgrade = offered === 'websocket' && asksForWebSocket(call.req);
    const plainFault = hasContent(call.req) ? upgradeWithContent : undefined;
    const problem = isUpgrade ? judgeUpgrade(call.req, this.#options.upgrades.origins) : plainFault;
    if (problem !== undefined) this.#refuseUpgrade(call, { operation: name, ...problem });
    else this.#enter(call, request, isUpgrade ? this.#upgrading : parts);
  }

  #enter(call: Call, request: MatchedRequest, parts: IntakeParts): void {
    const admit = (admitted: MatchedRequest): void =>
      new Intake(call, parts === this.#upgrading ? withoutHandshake(admitted, call) : admitted, parts).start();
    if (this.#guards === undefined) admit(request);
    else
      guardRequest(
        this.#guards,
        { call, request },
        {
          admit: (admitted) => {
            call.watch?.admitted();
            admit(admitted);
          },
          refuse: (problem) => parts.refuse(call, problem),
        },
      );
  }
}

const upgradeWithContent = createProblem('malformed-request', {
  detail: 'A request with content cannot ask for another protocol here',
});
