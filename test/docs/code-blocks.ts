import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a Markdown page. */
export interface CodeBlock {
  /** The first word after the fence: `json`, `js`, `console`. */
  readonly language: string;
  /** What stands behind it as `name=value`; a word without a value has the value `true`. */
  readonly notes: Readonly<Record<string, string>>;
  readonly text: string;
  /** 1-based line of the fence, to find the block again. */
  readonly line: number;
}

/** The fenced blocks of a page of the repository, in order; `page` is relative to its root. */
export function codeBlocks(page: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { language: string; notes: Record<string, string>; line: number; lines: string[] } | undefined;
  const lines = readFileSync(join(import.meta.dirname, '../..', page), 'utf8').split('\n');
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('```')) {
      open?.lines.push(line);
      continue;
    }
    if (open === undefined) {
      const [language = '', ...words] = line.slice(3).trim().split(/\s+/);
      const notes = Object.fromEntries(words.map((word) => [word.split('=')[0] ?? '', word.split('=')[1] ?? 'true']));
      open = { language, notes, line: index + 1, lines: [] };
    } else {
      blocks.push({ language: open.language, notes: open.notes, line: open.line, text: `${open.lines.join('\n')}\n` });
      open = undefined;
    }
  }
  return blocks;
}

/** A command of a `console` block with the output that the page shows for it. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string;
}

/** The commands of a `console` block: `$ ` begins one, a backslash at the end of a line continues it. */
export function shownCommands(block: CodeBlock): ShownCommand[] {
  return block.text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [, command = '', output = ''] = /^((?:.*\\\n)*.*)\n([\s\S]*)$/.exec(part) ?? [];
      return { command, output: output.trimEnd() };
    });
}
