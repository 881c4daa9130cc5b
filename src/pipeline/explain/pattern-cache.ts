import { type LinearPattern, regExpEngine } from '../../contract/pattern.ts';

// Patterns come from contracts alone, so there are only ever as many as an author wrote.
const compiled = new Map<string, LinearPattern>();

/** A `pattern` of a contract, compiled at first use. */
export function patternOf(pattern: string): LinearPattern {
  let matcher = compiled.get(pattern);
  if (matcher === undefined) {
    matcher = regExpEngine(pattern, 'u');
    compiled.set(pattern, matcher);
  }
  return matcher;
}

/** Whether a `pattern` of a contract is found in a text. */
export const matchesPattern = (pattern: string, text: string): boolean => patternOf(pattern).test(text);
