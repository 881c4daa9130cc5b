import type { JsonObject, JsonValue } from '../../codec/json-value.ts';
import { textLocations } from '../../http/location.ts';
import { printable, printableLines } from '../../problem/printable.ts';
import { paint, type Terminal } from '../terminal.ts';
import type { Explanation } from './explain-request.ts';

/** Prints an explanation for people: a paragraph a stage, then the request as a `curl` line or the problem. */
export function printExplanation(
  explanation: Explanation & { readonly curl: string | undefined },
  terminal: Terminal,
): void {
  const { operation, decoded, mapped, outgoing, problem, routes, curl } = explanation;
  const title = (text: string): string => `${paint(terminal, 'strong', text)}\n`;
  const show = (heading: string, rows: readonly Row[]): void => {
    terminal.writeOut(`${title(heading)}${rows.length === 0 ? '  (nothing)\n' : alignRows(rows)}\n`);
  };
  if (operation !== undefined) {
    const text = `${operation.name}, ${operation.route}, of ${operation.contract}`;
    terminal.writeOut(`${title('Operation')}  ${printable(text)}\n\n`);
  }
  if (decoded !== undefined) {
    show('Decoded', [
      ...textLocations.flatMap((location) => groupRows(location, decoded[location])),
      ...bodyRows(decoded.body),
    ]);
  }
  if (mapped !== undefined) {
    const slots = mapped.slots.map(
      ({ in: location, name, value }): Row => [`${location} ${name}`, JSON.stringify(value)],
    );
    show('Mapped', [...slots, ...bodyRows(mapped.body)]);
  }
  if (outgoing !== undefined && curl !== undefined) {
    const note = paint(terminal, 'quiet', 'with Host, Via and X-Forwarded-* of the gateway');
    terminal.writeOut(`${title(`Sent to ${printable(outgoing.upstream)}`)}  ${curl}\n  ${note}\n`);
  }
  if (problem !== undefined) {
    const heading = paint(terminal, 'fault', `Answered with ${problem.status}`);
    terminal.writeOut(`${heading}\n${printableLines(JSON.stringify(problem.body, undefined, 2))}\n`);
  }
  if (routes !== undefined) {
    terminal.writeOut(`\n${title('Declared routes')}${routes.map((route) => `  ${printable(route)}\n`).join('')}`);
  }
}

type Row = readonly [left: string, right: string];

function groupRows(location: string, group: JsonObject): readonly Row[] {
  return Object.entries(group).map(([name, value]): Row => [`${location} ${name}`, JSON.stringify(value)]);
}

function bodyRows(body: JsonValue | undefined): readonly Row[] {
  return body === undefined ? [] : [['body', JSON.stringify(body)]];
}

function alignRows(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${printable(left.padEnd(width))}  ${printable(right)}\n`).join('');
}
