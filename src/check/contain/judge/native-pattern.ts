import { compilePattern, PatternFault } from '../../../contract/pattern.ts';

interface Engine {
  test(text: string): boolean;
}

const mostKept = 2000;
const kept = new Map<string, Engine | undefined>();

/**
 * The engine of a pattern: the gateway's own, which takes linear time, or the native one for what that refuses, such as
 * look-around. `undefined` for what is no pattern.
 */
export function nativePattern(pattern: string): Engine | undefined {
  if (kept.has(pattern)) return kept.get(pattern);
  // Only what is derived from the text is kept, so that forgetting changes nothing.
  if (kept.size >= mostKept) kept.clear();
  const engine = compile(pattern);
  kept.set(pattern, engine);
  return engine;
}

function compile(pattern: string): Engine | undefined {
  const linear = compilePattern(pattern);
  if (!(linear instanceof PatternFault)) return linear;
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}
