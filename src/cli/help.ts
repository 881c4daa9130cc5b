import type { Command } from './command.ts';
import type { Flag } from './flag.ts';

/** The first line of the help, and the last of a wrong call. */
export const programUsage = 'Usage: paramap <command> [arguments]';

/** A screen that every terminal has; no help is wider. */
const columns = 80;

/** Writes the help of the whole program: every command with its summary. It fits a screen of 24 lines. */
export function programHelp(commands: readonly Command[]): string {
  const rows = [
    ...commands.map(({ name, summary }): Row => [name, summary]),
    ['--help, -h', 'this help; after a command, its own, with examples'] as const,
    ['--version', 'the version of paramap'] as const,
  ];
  return [
    'paramap validates requests against a contract, maps and forwards them',
    '',
    programUsage,
    '',
    ...alignRows(rows),
    '',
    'Exit codes: 0 all is well, 1 findings or a failure, 2 a wrong command line',
    '',
  ].join('\n');
}

/** Writes the help of one command, for a screen of 30 lines. */
export function commandHelp(command: Command): string {
  const flags: readonly (readonly [string, Flag])[] = [
    ...Object.entries(command.flags),
    ['help', { short: 'h', help: 'this help' }],
  ];
  return [
    ...wrapped(`paramap ${command.name}: ${command.summary}`, columns),
    '',
    ...wrapped(usageLine(command), columns - 2).map((line, at) => (at === 0 ? line : `  ${line}`)),
    '',
    'Flags:',
    ...alignRows(flags.map(([name, flag]): Row => [flagForm(name, flag), flag.help])),
    '',
    'Examples:',
    ...command.examples.flatMap(exampleLines),
    '',
  ].join('\n');
}

/** The one line that is printed below a message about the command line. */
export function usageLine({ name, usage }: Pick<Command, 'name' | 'usage'>): string {
  return `Usage: paramap ${name} ${usage}`.trimEnd();
}

type Row = readonly [left: string, right: string];

function flagForm(name: string, { short, value, isRepeatable }: Flag): string {
  const long = short === undefined ? `--${name}` : `--${name}, -${short}`;
  const withValue = value === undefined ? long : `${long} <${value}>`;
  return isRepeatable === true ? `${withValue} ...` : withValue;
}

function alignRows(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.flatMap(([left, right]) =>
    wrapped(right, columns - width - 4).map((line, at) => `  ${(at === 0 ? left : '').padEnd(width)}  ${line}`),
  );
}

/** One that is wider than the screen goes on in the next line, as a shell reads it. */
function exampleLines(example: string): readonly string[] {
  if (example.length + 2 <= columns) return [`  ${example}`];
  const lines = wrapped(example, columns - 6, /(?:--\S+ (?!-))?(?:'[^']*'|\S)+/g);
  return lines.map((line, at) => `${at === 0 ? '  ' : '    '}${line}${at === lines.length - 1 ? '' : ' \\'}`);
}

/** Cut between words; what stands in brackets of a usage stays together. */
function wrapped(text: string, width: number, words = /\[[^\]]*\]\S*|\S+/g): readonly string[] {
  const lines: string[] = [];
  for (const word of text.match(words) ?? []) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
