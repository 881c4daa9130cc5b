/** One stage of a Dockerfile. */
export interface Stage {
  /** As later stages call it; empty for the last. */
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/** `{ instruction: 'RUN', words: 'npm ci' }`. */
export interface Instruction {
  readonly instruction: string;
  readonly words: string;
}

/** Reads the stages of a Dockerfile: comments left out, continued lines joined. */
export function dockerfile(text: string): readonly Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: { name: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [instruction = '', ...words] = line.split(' ');
    if (instruction === 'FROM') stages.push({ name: /\bAS (\S+)/.exec(line)?.[1] ?? '', instructions: [] });
    else stages.at(-1)?.instructions.push({ instruction, words: words.join(' ') });
  }
  return stages;
}
