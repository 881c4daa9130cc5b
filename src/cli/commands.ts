import type { Command } from './command.ts';

/** Every command, in the order of the help. A command's modules are loaded when it is called: a gateway holds no generator in memory. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./init.ts')).initCommand,
  serve: async () => (await import('./serve.ts')).serveCommand,
  insights: async () => (await import('./insights.ts')).insightsCommand,
  logs: async () => (await import('./logs.ts')).logsCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  test: async () => (await import('./test.ts')).testCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  draft: async () => (await import('./draft.ts')).draftCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
  shadow: async () => (await import('./shadow.ts')).shadowCommand,
  import: async () => (await import('./import.ts')).importCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  'generate typescript': async () => (await import('./generate-typescript.ts')).generateTypescriptCommand,
  'generate python': async () => (await import('./generate-python.ts')).generatePythonCommand,
  completion: async () => (await import('./completion.ts')).completionCommand(loadCommands),
};

/** The command that a line begins with; all of them where that is none, for the help and for what was meant. */
export function loadCommands(words: readonly string[] = []): Promise<readonly Command[]> {
  const called = Object.entries(commands).find(([name]) => name.split(' ').every((word, at) => words[at] === word));
  return Promise.all((called === undefined ? Object.values(commands) : [called[1]]).map((command) => command()));
}
