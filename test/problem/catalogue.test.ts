import assert from 'node:assert/strict';
import { STATUS_CODES } from 'node:http';
import { describe, test } from 'node:test';
import { catalogue, problemCodes } from '../../src/problem/catalogue.ts';
import { createProblem } from '../../src/problem/problem.ts';
import type { CatalogueEntry } from '../../src/problem/catalogue-entry.ts';

const entries: [string, CatalogueEntry][] = problemCodes.map((code) => [code, catalogue[code]]);

describe('every code of the catalogue', () => {
  for (const [code, entry] of entries) {
    test(`${code} has a real status, a token for Proxy-Status and sentences for people`, () => {
      assert.match(code, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(entry.status >= 400 && STATUS_CODES[entry.status] !== undefined);
      assert.match(entry.proxyError, /^[a-z_]+$/);
      assert.match(entry.title, /^[A-Z][^.]+[^.]$/);
      assert.match(entry.meaning, /\.$/);
      assert.match(entry.remedy, /\.$/);
    });

    test(`${code} puts the fault where its status does`, () => {
      const isCallers = entry.status < 500 || entry.status === 501;
      assert.equal(entry.fault === 'caller', isCallers);
    });
  }
});

test('no two codes share a title or a meaning', () => {
  assert.equal(new Set(entries.map(([, { title }]) => title)).size, entries.length);
  assert.equal(new Set(entries.map(([, { meaning }]) => meaning)).size, entries.length);
});

test('codes stand in the order of their statuses', () => {
  const statuses = entries.map(([, { status }]) => status);
  assert.deepEqual(
    statuses,
    statuses.toSorted((left, right) => left - right),
  );
});

test('only what cannot have been carried out is called retryable', () => {
  const retryable = entries.filter(([, entry]) => entry.retryable).map(([code]) => code);
  assert.deepEqual(retryable, [
    'request-timeout',
    'rate-limited',
    'upstream-unreachable',
    'upstream-unavailable',
    'overloaded',
    'guard-unavailable',
  ]);
});

test('where a retry can help the answer says when, and nowhere else', () => {
  const told = problemCodes.filter((code) => createProblem(code, { detail: 'd' }).headers?.['Retry-After'] === '1');
  assert.deepEqual(
    told,
    entries.filter(([, { retryable }]) => retryable).map(([code]) => code),
  );
  const known = createProblem('overloaded', { detail: 'd', headers: { 'Retry-After': '7', Allow: 'GET' } });
  assert.deepEqual(known.headers, { 'Retry-After': '7', Allow: 'GET' });
  assert.equal(createProblem('upstream-unreachable', { detail: 'd', retryable: false }).headers, undefined);
  assert.deepEqual(createProblem('upstream-timeout', { detail: 'd', retryable: true }).headers, { 'Retry-After': '1' });
});
