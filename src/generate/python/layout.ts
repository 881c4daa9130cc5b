import { lineWidth } from './type-layout.ts';

/**
 * A piece of code that lays itself out as the formatter `black` would: in one line where that fits, else with a line for
 * each of its parts.
 *
 * In: how far its own lines are indented, and how many characters stand before it on its first line.
 */
export type Layout = (indent: number, before: number) => string;

/** Code in one line. */
export const word =
  (text: string): Layout =>
  () =>
    text;

/** A layout with something in front: `"name": ...`, `body=...`. */
export const prefixed =
  (prefix: string, rest: Layout): Layout =>
  (indent, before) =>
    prefix + rest(indent, before + prefix.length);

/** Parts in brackets: `f(`, ..., `)`. */
export function bracketed(open: string, parts: readonly Layout[], close: string): Layout {
  return (indent, before) => {
    const inner = indent + 4;
    const short = `${open}${parts.map((part) => part(inner, inner)).join(', ')}${close}`;
    // A comma may follow.
    if (!short.includes('\n') && before + short.length < lineWidth) return short;
    const lines = parts.map((part) => `${' '.repeat(inner)}${part(inner, inner)},\n`);
    return `${open}\n${lines.join('')}${' '.repeat(indent)}${close}`;
  };
}

/** `()`, `(one,)`, `(one, two)`. */
export function tuple(parts: readonly Layout[]): Layout {
  const [only, ...others] = parts;
  const several = bracketed('(', parts, ')');
  if (only === undefined || others.length > 0) return several;
  return (indent, before) => {
    const short = `(${only(indent + 4, before + 1)},)`;
    // In several lines the comma is there already.
    return !short.includes('\n') && before + short.length < lineWidth ? short : several(indent, lineWidth);
  };
}
