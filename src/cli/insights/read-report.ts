import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { InsightReport } from '../../signal/shape/insight.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { isReport } from './is-report.ts';

/** How long an admin address may take: workers are asked, too. */
const patienceMs = 15_000;

/**
 * Reads a report from an admin address, or from a file that holds what one answered; `-` is standard input.
 *
 * Fails: rejects with words for people where there is none.
 */
export async function readReport(source: string, terminal: Terminal): Promise<InsightReport> {
  const text = /^https?:\/\//i.test(source) ? await fetchReport(source) : await readText(source, terminal);
  const report: unknown = parse(text, source);
  if (!isReport(report))
    throw new UsageError(`${source} holds no insights, which \`/insights\` of an admin address gives`);
  return report;
}

async function fetchReport(source: string): Promise<string> {
  const url = URL.parse(source);
  if (url === null) throw new UsageError(`${source} is no address`);
  if (url.username !== '' || url.password !== '') throw new UsageError('an admin address has no name and no password');
  if (url.pathname === '/') url.pathname = '/insights';
  const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) }).catch((error: unknown) => {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    throw new Error(`${url.href} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  const text = await answer.text();
  if (answer.ok) return text;
  throw new Error(`${url.href} answers ${answer.status}: ${text.trim().slice(0, 200)}`);
}

async function readText(source: string, terminal: Terminal): Promise<string> {
  if (source === '-') return new TextDecoder().decode(await terminal.readInput());
  return readFile(resolve(terminal.folder, source), 'utf8').catch(() => {
    throw new UsageError(`${source} cannot be read`);
  });
}

function parse(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${source} is not JSON`);
  }
}
