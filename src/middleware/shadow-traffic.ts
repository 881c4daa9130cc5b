import type { IncomingMessage } from 'node:http';
import type { Operation } from '../contract/contract.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Api } from '../pipeline/pipeline.ts';
import type { Incoming, Outcome, Outgoing } from '../pipeline/request.ts';
import { brokenCandidate, compareMade, type Made, makeRequest } from '../shadow/shadow.ts';
import type { ShadowReport } from '../shadow/shadow-report.ts';
import { type ShadowSummary, ShadowTally } from '../shadow/shadow-tally.ts';
import { callApp } from './app-function.ts';
import { pathAndQuery } from './target.ts';

/** A request that the current contracts have dealt with. */
export interface Passed {
  readonly req: IncomingMessage;
  readonly incoming: Incoming;
  readonly operation: Operation;
  readonly outcome: Outcome<Outgoing>;
}

/**
 * A request before credentials were taken from it: each side of a comparison takes away those that end with it. To be had
 * before its delivery, for rewriting changes the request.
 */
export function asReceived(incoming: Incoming, req: IncomingMessage): Pick<Passed, 'req' | 'incoming'> {
  return { req, incoming: { ...incoming, url: pathAndQuery(req.url ?? '/'), rawHeaders: req.rawHeaders } };
}

/** What a candidate came to on live traffic. */
export interface LiveShadow extends ShadowSummary {
  /** Requests that were chosen, but passed over: too many were waiting, or the body was too large or a stream. */
  readonly passedOver: number;
}

/** Runs a candidate on a share of the traffic. */
export interface ShadowTraffic {
  /** Called once the request is on its way, or answered. Never throws, and does nothing yet but decide. */
  take(passed: Passed): void;
  readonly summary: LiveShadow;
}

/**
 * Makes the comparison with the option `candidate`.
 *
 * The candidate runs in a later turn of the event loop than the request that it is compared on: the request has been handed to the
 * HTTP client then. What it throws is a difference, never a problem of the request.
 */
export function createShadowTraffic(options: ResolvedOptions, candidate: Api, random = Math.random): ShadowTraffic {
  const tally = new ShadowTally();
  const settings = { sample: 0, maxWaiting: 0, bodyBytes: 0, ...options.candidate };
  let waiting = 0;
  let passedOver = 0;
  return {
    take({ req, incoming, operation, outcome }) {
      if (random() >= settings.sample) return;
      if (waiting >= settings.maxWaiting || !isHeld(incoming, outcome, settings.bodyBytes)) {
        passedOver += 1;
        return;
      }
      waiting += 1;
      const current: Made = { operation, outcome: snapshot(outcome) };
      setImmediate(() => {
        waiting -= 1;
        const report = compare(candidate, current, incoming);
        tally.add(report);
        if (!report.same) callApp('onShadow', () => options.onShadow?.(report, { req }));
      });
    },
    get summary() {
      return { ...tally.summary, passedOver };
    },
  };
}

/** Whether all of the request is there, and small enough to be kept for a moment. */
function isHeld({ body, rawHeaders }: Incoming, outcome: Outcome<Outgoing>, mostBytes: number): boolean {
  if (outcome.ok && outcome.value.streamed !== undefined) return false;
  if (body === undefined) return true;
  if (body.kind === 'bytes') return body.bytes.length <= mostBytes;
  if (body.kind !== 'parsed') return false;
  const length = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-length');
  return length >= 0 && Number(rawHeaders[length + 1]) <= mostBytes;
}

/** What is sent may get further header fields on its way. */
function snapshot(outcome: Outcome<Outgoing>): Outcome<Outgoing> {
  return outcome.ok ? { ok: true, value: { ...outcome.value, headers: [...outcome.value.headers] } } : outcome;
}

function compare(candidate: Api, current: Made, incoming: Incoming): ShadowReport {
  try {
    return compareMade(current, makeRequest(candidate, incoming));
  } catch (cause) {
    return brokenCandidate(current, cause);
  }
}
