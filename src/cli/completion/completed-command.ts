import type { Command } from '../command.ts';
import type { Flag } from '../flag.ts';

/** What a shell offers for a value: names of files or folders, one of a few words, or nothing. */
export type CompletedValue =
  | { readonly kind: 'files' | 'folders' | 'anything' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

/** A flag, as a shell completes it. */
export interface CompletedFlag {
  /** Without the dashes. */
  readonly name: string;
  readonly short: string | undefined;
  readonly isRepeatable: boolean;
  /** `undefined` for a flag without a value. */
  readonly value: CompletedValue | undefined;
  readonly help: string;
}

/** A command, as a shell completes it. */
export interface CompletedCommand {
  /** `generate typescript`. */
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
  /** What stands behind it without a flag; `undefined` where nothing does. */
  readonly argument: CompletedValue | undefined;
}

/** Reads of commands what a shell needs to know of them; nothing is said twice. */
export function completedCommands(commands: readonly Command[]): CompletedCommand[] {
  return commands.map(({ name, summary, flags, usage }) => ({
    name,
    summary,
    flags: [...Object.entries(flags).map(([flag, about]) => completedFlag(flag, about)), helpFlag],
    argument: argumentOf(usage),
  }));
}

/** The words that a line can begin with, each once, with the summary of its command. */
export function firstWords(commands: readonly CompletedCommand[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { name, summary } of commands) {
    const [first = name, second] = name.split(' ');
    const names = commands.flatMap((each) => (each.name.startsWith(`${first} `) ? [each.name.split(' ')[1]] : []));
    words.set(first, second === undefined ? summary : `${names.join(' or ')}`);
  }
  return words;
}

/** The commands of two words, by their first one. */
export function families(commands: readonly CompletedCommand[]): ReadonlyMap<string, readonly CompletedCommand[]> {
  return Map.groupBy(
    commands.filter(({ name }) => name.includes(' ')),
    ({ name }) => name.split(' ')[0] ?? name,
  );
}

const helpFlag: CompletedFlag = {
  name: 'help',
  short: 'h',
  isRepeatable: false,
  value: undefined,
  help: 'this help',
};

function completedFlag(name: string, { short, value, choices, isRepeatable, help }: Flag): CompletedFlag {
  return {
    name,
    short,
    isRepeatable: isRepeatable === true,
    value:
      choices !== undefined ? { kind: 'words', words: choices } : value === undefined ? undefined : namedValue(value),
    help,
  };
}

/** `file`, `js|ts`, `folder`: what the help calls a value is what it is. */
function namedValue(text: string): CompletedValue {
  const names = text.replaceAll('...', '').split('|');
  if (names.some((name) => /^(?:files?|globs?)$/.test(name))) return { kind: 'files' };
  if (names.includes('folder')) return { kind: 'folders' };
  return names.length > 1 && names.every((name) => /^[a-z]+$/.test(name))
    ? { kind: 'words', words: names }
    : { kind: 'anything' };
}

/** A usage begins with the argument, in `<>` or `[]`; documents that it calls by what they are for are files. */
function argumentOf(usage: string): CompletedValue | undefined {
  const [, text] = /^[<[]([^-\]>][^\]>]*)[\]>]/.exec(usage) ?? [];
  if (text === undefined) return undefined;
  const value = namedValue(text);
  return value.kind === 'anything' ? { kind: 'files' } : value;
}
