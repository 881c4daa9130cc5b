import type { IncomingMessage } from 'node:http';
import { callerAddress } from '../http/forwarded.ts';
import type { KeptVerifiers } from '../guard/credential/kept-verifiers.ts';
import { createGuards, type Guards } from '../guard/guards.ts';
import type { GuardVerdict } from '../guard/guarded-request.ts';
import type { LimitStore } from '../guard/limit/limit-store.ts';
import { openStore } from '../guard/open-guards.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Problem } from '../problem/problem.ts';
import type { Call } from './call.ts';
import type { Guarded } from './check-start.ts';
import { contractBroken } from '../problem/edge-problem.ts';
import type { MatchedRequest } from './intake-parts.ts';

/** The store that rates are counted in, which outlives reloads that do not change it. */
export interface LimitCounts {
  readonly settings: ResolvedOptions['rateLimits']['redis'];
  readonly store: LimitStore;
}

/** How long requests that have begun before a reload may still count in the store before it, in milliseconds. */
const leaveMs = 5000;

/**
 * Opens the store of the limits, or takes over the one before where it is the same; `undefined` where nothing is limited.
 */
export function openCounts(
  options: ResolvedOptions,
  guarded: Guarded | undefined,
  previous: LimitCounts | undefined,
): LimitCounts | undefined {
  const settings = options.rateLimits.redis;
  const isSame = previous !== undefined && isEqual(previous.settings, settings);
  if (previous !== undefined && !isSame) leaveCounts(previous);
  if (isSame) return previous;
  if (guarded?.hasLimits !== true) return undefined;
  return { settings, store: openStore(settings, { environment: process.env, root: options.root }, options.now) };
}

/** Closes a store that nothing new counts in, when the requests that still do have come to their end. */
export function leaveCounts({ store }: LimitCounts): void {
  setTimeout(() => void store.close(), leaveMs).unref();
}

function isEqual(one: LimitCounts['settings'], other: LimitCounts['settings']): boolean {
  const clients = [one, other].map((settings) =>
    settings?.place.kind === 'client' ? settings.place.client : undefined,
  );
  const texts = [one, other].map((settings) => JSON.stringify({ ...settings, place: placeText(settings) }));
  return clients[0] === clients[1] && texts[0] === texts[1];
}

const placeText = (settings: LimitCounts['settings']): unknown =>
  settings?.place.kind === 'client' ? 'client' : settings?.place;

/** What guards keep over reloads. */
export interface LastingGuards {
  /** `undefined` where nothing is counted. */
  readonly limits: LimitCounts | undefined;
  readonly verifiers: KeptVerifiers;
}

/** Makes the guards of an instance; `undefined` where no contract asks anything of callers. */
export function startGuards(
  options: ResolvedOptions,
  guarded: Guarded | undefined,
  { limits: counts, verifiers: kept }: LastingGuards,
): Guards | undefined {
  if (guarded === undefined) return undefined;
  const places = { environment: { ...process.env }, root: options.root };
  const verifiers = [...options.credentials].flatMap(([name, settings]) =>
    guarded.schemes.has(name) ? ([[name, kept.of(settings, places)]] as const) : [],
  );
  return createGuards({
    verifiers: new Map(verifiers),
    store: counts?.store ?? openStore(undefined, places, options.now),
    realm: options.name,
    olderFields: options.rateLimits.olderFields,
  });
}

/** A request whose operation is known, and the call that it came with. */
interface Matched {
  readonly call: Call;
  readonly request: MatchedRequest;
}

/** What follows the guard. */
export interface GuardExits {
  /** With what the later stages may see of the request. */
  admit(request: MatchedRequest): void;
  refuse(problem: Problem): void;
}

/** Asks the guard of a matched request's operation, before anything else of the request is read. */
export function guardRequest(guards: Guards, { call, request }: Matched, exits: GuardExits): void {
  const { found, url } = request;
  const guard = guards.of(found.operation.operation);
  if (guard === undefined) {
    exits.admit(request);
    return;
  }
  const { req } = call;
  const settle = (verdict: GuardVerdict): void => {
    // While we asked others, another middleware may have answered.
    if (!call.res.headersSent) for (const [name, value] of verdict.fields) call.res.setHeader(name, value);
    if (verdict.ok) exits.admit({ ...request, ...verdict.admitted });
    else exits.refuse(verdict.problem);
  };
  const address = (): string => addressOf(req, call);
  const verdict = guard({ url, rawHeaders: req.rawHeaders, pathValues: found.pathValues, address });
  if (verdict instanceof Promise) verdict.then(settle).catch((cause) => exits.refuse(contractBroken(cause)));
  else settle(verdict);
}

function addressOf({ headers, socket }: IncomingMessage, { trust }: Call): string {
  return callerAddress([headers['x-forwarded-for']].flat().join(','), socket.remoteAddress, trust);
}
