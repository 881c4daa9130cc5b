import { RE2JS } from 're2js';
import { compilePattern, PatternFault } from './pattern.ts';
import { translatePattern } from './translate-pattern.ts';

/** A pattern that finds names in a text, in time proportional to the text. */
export interface NamePattern {
  /** How many of its groups capture; a name is what its one group matched. */
  readonly groups: number;
  /** Puts other texts in place of what the first group matched, in every match; `undefined` leaves one as it is. */
  replace(text: string, other: (name: string) => string | undefined): string;
}

/**
 * Compiles a pattern around a name: the syntax and engine of a schema's `pattern`, with groups that capture.
 *
 * In:  `field '([^']+)'`.
 * Out: the pattern, or the fault that `compilePattern` finds.
 */
export function compileNamePattern(pattern: string): NamePattern | PatternFault {
  const plain = compilePattern(pattern);
  if (plain instanceof PatternFault) return plain;
  const engine = RE2JS.compile(translatePattern(pattern, true));
  return { groups: engine.groupCount(), replace: (text, other) => replaceGroup(engine, text, other) };
}

function replaceGroup(engine: RE2JS, text: string, other: (name: string) => string | undefined): string {
  const matcher = engine.matcher(text);
  const parts: string[] = [];
  let done = 0;
  while (matcher.find()) {
    // Both are -1 where the group stands in an alternative that did not match.
    const [start, end] = [matcher.start(1), matcher.end(1)];
    const replaced = start < done ? undefined : other(text.slice(start, end));
    if (replaced === undefined) continue;
    parts.push(text.slice(done, start), replaced);
    done = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(done);
}
