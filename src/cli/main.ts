import { ContractError } from '../contract/finding.ts';
import { printableLines } from '../problem/printable.ts';
import { nearestName } from '../problem/suggestion.ts';
import type { Command, ExitCode } from './command.ts';
import type { Flag } from './flag.ts';
import { commandHelp, programHelp, programUsage, usageLine } from './help.ts';
import { packageVersion } from '../options/package-version.ts';
import { parseArguments } from './parsed-arguments.ts';
import { findingsText } from './findings-text.ts';
import { paint, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const helpFlag: Flag = { short: 'h', help: 'this help' };

/**
 * Runs the command that the words name.
 *
 * Fails: never throws; whatever goes wrong is told in a sentence on standard error, without a stack, and in the exit code.
 */
export async function main(
  words: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<ExitCode> {
  const command = findCommand(words, commands);
  if (command !== undefined) {
    return runCommand(command, words.slice(command.name.split(' ').length), terminal);
  }
  if (words[0] === '--version') {
    terminal.writeOut(`${packageVersion()}\n`);
    return 0;
  }
  const help = helpText(words, commands);
  if (help !== undefined) {
    terminal.writeOut(help);
    return 0;
  }
  const rest =
    words.length === 0 ? `\n${programHelp(commands)}` : `${programUsage}; paramap --help lists the commands\n`;
  terminal.writeError(`${paint(terminal, 'fault', printableLines(unknownCommand(words, commands)))}\n${rest}`);
  return 2;
}

/** The command with the most words that the line begins with. */
function findCommand(words: readonly string[], commands: readonly Command[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
}

/** What `--help`, `help check` and `generate --help` ask for; the latter is the help of all commands that begin so. */
function helpText(words: readonly string[], commands: readonly Command[]): string | undefined {
  const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h' || word === 'help';
  if (!words.some(isHelp)) {
    return undefined;
  }
  const asked = words.filter((word) => !isHelp(word)).join(' ');
  const family = commands.filter(({ name }) => name === asked || name.startsWith(`${asked} `));
  if (family.length > 0) {
    return family.map(commandHelp).join('\n');
  }
  return isHelp(words[0]) ? programHelp(commands) : undefined;
}

function unknownCommand(words: readonly string[], commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name);
  const [first] = words;
  if (first === undefined) {
    return 'which command?';
  }
  if (first.startsWith('-')) {
    return `unknown flag ${first}; flags of a command stand after its name`;
  }
  // The first word of a command with two has no meaning alone.
  const longer = names.find((name) => name.startsWith(`${first} `));
  const near = longer ?? nearestName(words.slice(0, 2).join(' '), names) ?? nearestName(first, names);
  return `unknown command ${first}${near === undefined ? '' : `; did you mean \`paramap ${near}\`?`}`;
}

async function runCommand(command: Command, words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const given = parseArguments(words, { ...command.flags, help: helpFlag });
    if (given.has('help')) {
      terminal.writeOut(commandHelp(command));
      return 0;
    }
    return await command.run(given, terminal);
  } catch (error) {
    terminal.showProgress('');
    return reportError(error, command, terminal);
  }
}

function reportError(error: unknown, command: Command, terminal: Terminal): ExitCode {
  if (error instanceof UsageError) {
    terminal.writeError(`${paint(terminal, 'fault', printableLines(error.message))}\n${usageLine(command)}\n`);
    return 2;
  }
  if (error instanceof ContractError) {
    terminal.writeError(findingsText(error.findings, terminal));
    return 1;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.writeError(`${paint(terminal, 'fault', printableLines(`paramap ${command.name} failed: ${message}`))}\n`);
  return 1;
}
