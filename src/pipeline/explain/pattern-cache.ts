import { type LinearPattern, regExpEngine } from '../../contract/pattern.ts';

// Patterns come from contracts alone, so there are only ever as many as an author wrote.
const compiled = new Map<string, LinearPattern>();

/** Whether a `pattern` of a contract is found in a text; patterns are compiled at first use. */
export function matchesPattern(pattern: string, text: string): boolean {
  let matcher = compiled.get(pattern);
  if (matcher === undefined) {
    matcher = regExpEngine(pattern, 'u');
    compiled.set(pattern, matcher);
  }
  return matcher.test(text);
}
