import { compilePattern } from '../../contract/pattern.ts';

/**
 * A pattern as contracts can have it: with the flag `u`, in linear time.
 *
 * Many documents escape what needs no escape (`\-`, `\_`), which engines without the flag let pass: such backslashes are
 * taken away. Out: the pattern, or the words for why there is none.
 */
export function usablePattern(pattern: string): { readonly pattern: string } | { readonly message: string } {
  const compiled = compilePattern(pattern);
  if ('test' in compiled) return { pattern };
  const mended = withoutIdleEscapes(pattern);
  return mended !== pattern && 'test' in compilePattern(mended) ? { pattern: mended } : { message: compiled.message };
}

/** Inside a class `\-` stays, for there it means something. */
function withoutIdleEscapes(pattern: string): string {
  let isInClass = false;
  return pattern.replaceAll(/\\([\s\S])|[[\]]/g, (whole, escaped: string | undefined) => {
    if (escaped === undefined) {
      isInClass = whole === '[';
      return whole;
    }
    if (/[A-Za-z0-9^$\\.*+?()[\]{}|/]/.test(escaped) || (isInClass && escaped === '-')) return whole;
    return escaped;
  });
}
