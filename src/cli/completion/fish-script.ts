import { type CompletedCommand, type CompletedFlag, families, firstWords } from './completed-command.ts';

/** Writes the completion of fish (3 or newer). */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const second = [...families(commands)].flatMap(([word, family]) =>
    family.map(({ name, summary }) => row(`__paramap_after ${word}`, ['-a', name.slice(word.length + 1)], summary)),
  );
  return `# Completion of paramap for fish. Save it as ~/.config/fish/completions/paramap.fish

# Whether the line so far is these words and no more; \`help\` before them is none of them.
function __paramap_after
    set -l line (commandline -opc)
    test "$line[2]" = help; and set -e line[2]
    test "$line[2..-1]" = "$argv"
end

# Whether the line so far begins with these words.
function __paramap_in
    set -l line (commandline -opc)
    set -l last (math 1 + (count $argv))
    test (count $line) -ge $last; and test "$line[2..$last]" = "$argv"
end

complete -c paramap -f
${[...firstWords(commands)].map(([word, about]) => row('__paramap_after', ['-a', word], about)).join('\n')}
complete -c paramap -n '__paramap_after' -l version -d 'the version of paramap'
${second.join('\n')}
${commands.flatMap(commandRows).join('\n')}
`;
}

function commandRows({ name, flags, argument }: CompletedCommand): string[] {
  const inCommand = `__paramap_in ${name}`;
  const rows = flags.map((flag) => row(inCommand, flagWords(flag), flag.help));
  if (argument === undefined) return rows;
  const values = argument.kind === 'words' ? ['-a', argument.words.join(' ')] : ['-F'];
  return [...rows, row(inCommand, values)];
}

function flagWords({ name, short, value }: CompletedFlag): string[] {
  const forms = ['-l', name, ...(short === undefined ? [] : ['-s', short])];
  if (value === undefined) return forms;
  if (value.kind === 'words') return [...forms, '-x', '-a', value.words.join(' ')];
  if (value.kind === 'folders') return [...forms, '-x', '-a', '(__fish_complete_directories)'];
  return [...forms, value.kind === 'files' ? '-rF' : '-x'];
}

function row(condition: string, words: readonly string[], about?: string): string {
  const parts = ['complete', '-c', 'paramap', '-n', fishQuoted(condition), ...words.map(fishWord)];
  return [...parts, ...(about === undefined ? [] : ['-d', fishQuoted(about)])].join(' ');
}

const fishWord = (word: string): string => (/^[\w-]+$/.test(word) ? word : fishQuoted(word));

/** In single quotes of fish only the quote and the backslash are escaped. */
const fishQuoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
