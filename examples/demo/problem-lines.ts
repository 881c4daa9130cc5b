import { indented, paint } from './paint.ts';

/** The members of a problem that the tour shows. */
export interface ShownProblem {
  readonly title: string;
  readonly code: string;
  readonly errors: readonly ShownViolation[];
}

interface ShownViolation {
  readonly in: string;
  readonly name: string;
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly suggestion?: string;
}

/** The problem that an answer's text holds, or `undefined` when it is none. */
export function readProblem(text: string): ShownProblem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isProblem(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is ShownProblem {
  return typeof value === 'object' && value !== null && 'errors' in value && Array.isArray(value.errors);
}

/** A problem as lines for a screen: its title, then every violation with its place and its words. */
export function problemLines(problem: ShownProblem): string[] {
  const lines = [`  ${problem.title} (${problem.code})`];
  for (const violation of problem.errors) {
    const place = `${violation.in} ${violation.pointer}`;
    lines.push('', `  ${paint('yellow', place)}  ${paint('dim', violation.code)}`, ...indented(violation.detail, 4));
  }
  return lines;
}
