import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { textLocations } from '../../http/location.ts';
import { printable, printableLines } from '../../problem/printable.ts';
import { paint, type Terminal } from '../terminal.ts';
import type { ShownAnswer, ShownExplanation } from './shown-explanation.ts';
import { placeText, ruleText, type ShownLineage, sourceText } from '../../explain/shown-lineage.ts';

/** Prints an explanation for people: a paragraph a stage, then the request as a `curl` line or the problem. */
export function printExplanation(
  explanation: ShownExplanation & { readonly curl: string | undefined },
  terminal: Terminal,
): void {
  const { operation, asks, decoded, mapped, outgoing, problem, routes, curl, lineage, answer } = explanation;
  const title = (text: string): string => `${paint(terminal, 'strong', text)}\n`;
  if (operation !== undefined) {
    const text = `${operation.name}, ${operation.route}, of ${operation.contract}`;
    terminal.writeOut(`${title('Operation')}  ${printable(text)}\n\n`);
  }
  if (asks !== undefined) {
    const rows = (what: string, texts: readonly string[]): Row[] => texts.map((text) => [what, text]);
    printRows('Asked first', [...rows('credential', asks.credentials), ...rows('limit', asks.limits)], terminal);
  }
  if (decoded !== undefined) {
    const groups = textLocations.flatMap((location) => groupRows(location, decoded[location]));
    printRows('Decoded', [...groups, ...bodyRows(decoded.body)], terminal);
  }
  if (mapped !== undefined) {
    const slots = mapped.slots.map(
      ({ in: location, name, value }): Row => [`${location} ${name}`, JSON.stringify(value)],
    );
    printRows('Mapped', [...slots, ...bodyRows(mapped.body)], terminal);
  }
  if (lineage !== undefined) printRows('Made of', lineage.map(lineageRow), terminal);
  if (outgoing !== undefined && curl !== undefined) {
    const note = paint(terminal, 'quiet', 'with Host, Via and X-Forwarded-* of the gateway');
    terminal.writeOut(`${title(`Sent to ${printable(outgoing.upstream)}`)}  ${curl}\n  ${note}\n`);
  }
  if (problem !== undefined) printProblem('Answered', problem, terminal);
  if (routes !== undefined) {
    terminal.writeOut(`\n${title('Declared routes')}${routes.map((route) => `  ${printable(route)}\n`).join('')}`);
  }
  if (answer !== undefined) printAnswer(answer, terminal);
}

type Row = readonly string[];

/** What the caller gets of the upstream's answer, and of what it is made. */
function printAnswer({ gets, problem, cause, violations, lineage }: ShownAnswer, terminal: Terminal): void {
  terminal.writeOut('\n');
  if (problem !== undefined) printProblem('The caller is answered', problem, terminal);
  if (cause !== undefined) terminal.writeOut(`  ${printable(cause)}\n`);
  if (gets !== undefined) {
    const headers = Object.entries(gets.headers).map(([name, value]): Row => [`header ${name}`, JSON.stringify(value)]);
    printRows('The caller gets', [['status', String(gets.status)], ...headers, ...bodyRows(gets.body)], terminal);
  }
  if (violations.length > 0) {
    printRows(
      'Does not fit the contract',
      violations.map((violation): Row => [violation]),
      terminal,
    );
  }
  if (lineage !== undefined) printRows('Made of', lineage.map(lineageRow), terminal);
}

function printProblem(
  words: string,
  { status, body }: { readonly status: number; readonly body: unknown },
  terminal: Terminal,
): void {
  const heading = paint(terminal, 'fault', `${words} with ${status}`);
  terminal.writeOut(`${heading}\n${printableLines(JSON.stringify(body, undefined, 2))}\n`);
}

function groupRows(location: string, group: JsonObject): readonly Row[] {
  return Object.entries(group).map(([name, value]): Row => [`${location} ${name}`, JSON.stringify(value)]);
}

function bodyRows(body: JsonValue | undefined): readonly Row[] {
  return body === undefined ? [] : [['body', JSON.stringify(body)]];
}

/** Values are shown above, so that a long one does not push the rest out of sight. */
function lineageRow({ to, rules, ...made }: ShownLineage): Row {
  return [placeText(to), `<- ${sourceText(made)}`, ruleText(rules)];
}

function printRows(heading: string, rows: readonly Row[], terminal: Terminal): void {
  const title = paint(terminal, 'strong', heading);
  terminal.writeOut(`${title}\n${rows.length === 0 ? '  (nothing)\n' : alignRows(rows)}\n`);
}

/** The last cell of a row has no width of its own. */
function alignRows(rows: readonly Row[]): string {
  const shown = rows.map((row) => row.map(printable));
  const widths = [0, 1].map((column) =>
    Math.max(...shown.map((row) => (row.length > column + 1 ? (row[column] ?? '').length : 0))),
  );
  const line = (row: Row): string =>
    row.map((cell, column) => cell.padEnd(column === row.length - 1 ? 0 : (widths[column] ?? 0))).join('  ');
  return shown.map((row) => `  ${line(row).trimEnd()}\n`).join('');
}
