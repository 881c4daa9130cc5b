import type { JsonObject } from '../../../src/codec/json-value.ts';
import { createBareObject } from '../../../src/codec/bare-object.ts';
import { compileMeasures } from '../../../src/signal/shape/compile-measures.ts';
import { layoutOf } from '../../../src/signal/shape/layout.ts';
import type { InsightCounts } from '../../../src/signal/shape/report.ts';
import { ShapeTally, slicesOfWindow } from '../../../src/signal/shape/shape-tally.ts';
import { contractOf, operationOf } from '../../support/contract.ts';

/** What callers may send: loosely declared, as a contract is at first. */
export const contract = contractOf({
  route: 'GET /people',
  unknown: { query: 'forward' },
  query: {
    required: ['userName'],
    properties: {
      userName: { type: 'string' },
      age: { type: 'string' },
      status: { enum: ['active', 'inactive', 'invited', 'archived'] },
      limit: { type: 'integer', minimum: 1, maximum: 1000 },
      since: { type: 'string' },
      sort: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
    },
  },
  headers: { properties: { 'X-Tenant': { type: 'string' } } },
});

export const operation = operationOf(contract);
const measures = compileMeasures(operation);
const maxShapes = 4000;

/** A pseudo-random number from 0 to 1, the same for the same seed. Source: mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whether the upstream trips over a request of this query. */
export type Fault = (query: JsonObject) => boolean;

const minute = 60_000;
const windowMs = 60 * minute;
const begin = Date.UTC(2026, 10, 22, 12);

/** The callers' programs: each has habits, and a few of them send most of the requests. */
interface Program {
  readonly weight: number;
  readonly sends: Readonly<Record<string, number>>;
  readonly worksFrom: number;
  readonly worksFor: number;
}

function programOf(random: () => number, rank: number): Program {
  const sends = Object.fromEntries(
    ['age', 'status', 'limit', 'since', 'sort', 'tags', 'X-Tenant', 'extra'].map((name) => {
      const habit = random();
      return [name, habit < 0.3 ? 0.02 : habit < 0.6 ? 0.98 : random()];
    }),
  );
  // Some work all the time, some are jobs of a few minutes.
  const isJob = random() < 0.3;
  return { weight: 1 / (rank + 1), sends, worksFrom: isJob ? random() * 0.9 : 0, worksFor: isJob ? 0.1 : 1 };
}

const names = ['ada', 'grace', 'linus', "O'Brien", 'Zoë', 'jean-luc', 'x', 'maria del carmen', 'Łukasz', 'bob77'];

function queryOf(random: () => number, program: Program): JsonObject {
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0];
  const sends = (name: string): boolean => random() < (program.sends[name] ?? 0);
  const query = createBareObject();
  query['userName'] =
    random() < 0.04
      ? ''
      : (names[Math.floor(random() ** 2 * names.length)] ?? 'ada') + (random() < 0.06 ? '_'.repeat(70) : '');
  if (sends('age'))
    query['age'] = random() < 0.07 ? pick(['None', 'null', 'undefined']) : `${Math.floor(random() * 100)}`;
  if (sends('status')) query['status'] = pick(['active', 'active', 'inactive', 'invited', 'archived']);
  if (sends('limit')) query['limit'] = pick([10, 20, 50, 100, 100, 200, 500, 1000]);
  if (sends('since'))
    query['since'] =
      random() < 0.1 ? 'yesterday' : `2026-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}`;
  if (sends('sort')) query['sort'] = pick(['name', 'age', '-name']);
  if (sends('tags')) query['tags'] = Array.from({ length: Math.floor(random() * 6) }, () => 'a');
  return query;
}

/**
 * One hour of an operation's requests: programs with habits, an outage in which nearly everything fails, some failures at random,
 * one user that always fails, and callers that repeat what failed.
 */
export function simulate(seed: number, fault: Fault | undefined, requests = 5000): InsightCounts {
  const random = randomOf(seed);
  const programs = Array.from({ length: 12 }, (_, rank) => programOf(random, rank));
  const outage = random();
  const baseRate = 0.002 + random() * 0.01;
  const cursed = `${names[Math.floor(random() * 4)]}${Math.floor(random() * 100)}`;
  const variables = measures.map(({ variable }) => variable);
  const layout = layoutOf(variables, maxShapes);
  const sliceMs = windowMs / slicesOfWindow;
  const tally = new ShapeTally(layout, { sliceMs, random });
  let total = 0;
  const shares = programs.map(({ weight }) => {
    total += weight;
    return total;
  });
  for (let index = 0; index < requests; index += 1) {
    const at = index / requests;
    const draw = random() * total;
    const chosen = programs[shares.findIndex((share) => draw < share)];
    if (chosen === undefined || at < chosen.worksFrom || at > chosen.worksFrom + chosen.worksFor) continue;
    const query = queryOf(random, chosen);
    const extra = random() < (chosen.sends['extra'] ?? 0) ? '&extra=1' : '';
    const header = createBareObject();
    if (random() < (chosen.sends['X-Tenant'] ?? 0)) header['X-Tenant'] = 't1';
    const values = { path: {}, query, header, cookie: {}, body: undefined, context: undefined };
    const url = `/people?userName=${extra}`;
    const isOutage = at > outage && at < outage + 0.03;
    const isCursed = `${String(query['userName'])}${String(query['age'])}` === cursed;
    const fails = isCursed || random() < (isOutage ? 0.9 : fault?.(query) === true ? 0.96 : baseRate);
    const levels = measures.slice(0, layout.variables.length).map(({ levelOf }) => levelOf({ url, values }));
    const fingerprint = fails ? hashOf(JSON.stringify(query) + url) : 0;
    // Half of those that fail are sent again, some in a loop.
    const repeats = fails && random() < 0.5 ? Math.floor(random() ** 4 * 30) : 0;
    for (let again = 0; again <= repeats; again += 1) {
      tally.add(levels, { failure: fails ? '5xx' : undefined, fingerprint }, begin + at * windowMs);
    }
  }
  const slices = tally.list(begin + windowMs - 1);
  const counts = {
    operation: operation.name,
    file: operation.file,
    route: 'GET /people',
    variables,
    maxShapes,
    sliceMs,
    slices,
  };
  return { windowMs, operations: [counts], drift: [] };
}

function hashOf(text: string): number {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  return hash >>> 0;
}

export const now = begin + windowMs;
