import type { Command } from './command.ts';
import type { Flag } from './flag.ts';

/** The first line of the help, and the last of a wrong call. */
export const programUsage = 'Usage: paramap <command> [arguments]';

/** Writes the help of the whole program: every command with its summary. */
export function programHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }): Row => [name, summary]);
  return [
    'paramap: requests are validated against a contract, mapped to the backend, and forwarded',
    '',
    programUsage,
    '',
    'Commands:',
    ...alignRows(rows),
    '',
    'Flags:',
    ...alignRows([
      ['--help, -h', 'this help; after a command, its own'],
      ['--version', 'the version of paramap'],
    ]),
    '',
    'Exit codes: 0 all is well, 1 findings or a failure, 2 the command line is wrong',
    '',
  ].join('\n');
}

/** Writes the help of one command. */
export function commandHelp(command: Command): string {
  const flags: readonly (readonly [string, Flag])[] = [
    ...Object.entries(command.flags),
    ['help', { short: 'h', help: 'this help' }],
  ];
  return [
    `paramap ${command.name}: ${command.summary}`,
    '',
    usageLine(command),
    '',
    'Flags:',
    ...alignRows(flags.map(([name, flag]): Row => [flagForm(name, flag), flag.help])),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
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
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
