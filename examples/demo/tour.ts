import { type Exchange, exchange } from './exchange.ts';
import { indented, paint, screenWidth } from './paint.ts';
import { problemLines, readProblem } from './problem-lines.ts';
import { requestColumns } from './request-columns.ts';
import type { Expected, Leg, Step } from './tour-steps.ts';
import type { DemoUpstream } from './upstream/upstream.ts';

/** The servers that the tour sends to. */
export interface TourServers {
  readonly gateway: string;
  readonly plainProxy: string;
  readonly upstream: DemoUpstream;
}

/**
 * Runs one step and tells it as a screen of at most 24 lines.
 * Out: the lines, and in `surprises` whatever did not happen as told.
 */
export async function runStep(step: Step, heading: string, servers: TourServers) {
  const lines = ['', paint(['bold', 'cyan'], `${heading}  ${step.title}`), paint('dim', '─'.repeat(screenWidth))];
  lines.push(...indented(step.told, 0));
  const surprises: string[] = [];
  for (const leg of step.legs) {
    const server = leg.through === 'paramap' ? servers.gateway : servers.plainProxy;
    const happened = await exchange(server, leg.sends, servers.upstream);
    lines.push('', ...legLines(leg, happened));
    surprises.push(...differences(leg.expected, happened));
  }
  lines.push('', ...indented(`→ ${step.moral}`, 0).map((line) => paint('bold', line)));
  return { lines, surprises };
}

function legLines(leg: Leg, happened: Exchange): string[] {
  const way = `${leg.sends.method} ${leg.sends.url}`;
  const status = `${happened.status} ${happened.contentType}`;
  const colour = happened.status < 300 ? 'green' : happened.status < 500 ? 'yellow' : 'red';
  const answer = `  answer: ${paint([colour, 'bold'], status)}`;
  const head = `${way}  ${paint('dim', `through ${leg.through === 'paramap' ? 'paramap' : 'the plain proxy'}`)}`;
  if (leg.through === 'plain proxy') return [head, ...plainLines(happened), answer, ...answerLines(happened.text)];
  const problem = readProblem(happened.text);
  if (problem !== undefined) return [head, answer, ...problemLines(problem)];
  const columns = happened.reached === undefined ? [] : requestColumns(happened.sent, happened.reached);
  return [head, '', ...columns, '', answer, ...answerLines(happened.text)];
}

function plainLines({ reached }: Exchange): string[] {
  if (reached === undefined) return [];
  const lastWords = reached.crash?.trimEnd().split('\n').at(-1);
  const end = lastWords === '' ? 'hung up without a word' : `wrote "${lastWords}"`;
  const sentOn = `  sent on as: ${reached.method} ${reached.url}`;
  return reached.crash === undefined ? [sentOn] : [sentOn, ...indented(`the backend ${end}`, 2)];
}

/** The first lines of an answer's text; of a page what a browser shows. */
function answerLines(text: string): string[] {
  const plain = text
    .replace(/<head>[\s\S]*<\/head>|<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return indented(plain, 2).slice(0, 3);
}

/** What happened otherwise than expected, in words; empty when all is as told. */
export function differences(expected: Expected, happened: Exchange): string[] {
  const request = `${happened.sent.method} ${happened.sent.url}`;
  const found: string[] = [];
  const compare = (what: string, wanted: unknown, got: unknown) => {
    if (JSON.stringify(wanted) !== JSON.stringify(got)) {
      found.push(`${request}: ${what} should be ${JSON.stringify(wanted)}, is ${JSON.stringify(got)}`);
    }
  };
  compare('the status', expected.status, happened.status);
  const errors = readProblem(happened.text)?.errors ?? [];
  if (expected.errors !== undefined) {
    compare(
      'the list of faults',
      expected.errors,
      errors.map((error) => `${error.in} ${error.name} ${error.code}`),
    );
    compare('what reached the backend', undefined, happened.reached?.url);
  }
  for (const name of expected.suggests ?? [])
    compare(
      'a suggestion',
      true,
      errors.some((error) => error.suggestion === name),
    );
  if (expected.mentions !== undefined)
    compare(`\`${expected.mentions}\` in the answer`, true, happened.text.includes(expected.mentions));
  if (expected.answer !== undefined) compare('the answer', JSON.stringify(expected.answer), happened.text.trim());
  if (expected.reached !== undefined) compare('what reached the backend', expected.reached, happened.reached?.url);
  return found;
}
