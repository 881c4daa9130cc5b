import type { PlainSchema } from '../plain-schema.ts';
import type { CodecFacts } from './codec-facts.ts';
import { anyText, literalSource, movedLengths, textSource } from './text-source.ts';

/** `prefix` and `suffix`: the text between is what it was. */
export function affixImage({ input, argument }: CodecFacts, side: 'prefix' | 'suffix'): PlainSchema {
  if (typeof argument !== 'string') return true;
  const fixed = literalSource(argument);
  const inside = textSource(input);
  const source = side === 'prefix' ? `${fixed}(?:${inside})` : `(?:${inside})${fixed}`;
  return { type: 'string', pattern: `^${source}$`, ...movedLengths(input, [...argument].length) };
}

/** `upper` and `lower`: of letters of the one case none is left; texts of digits and the like keep their form. */
export function caseImage({ input }: CodecFacts, to: 'upper' | 'lower'): PlainSchema {
  const source = textSource(input);
  const isPlain = source !== anyText && /^[\x20-\x7e]*$/.test(source) && !/\\[^d\-/]|\[\^|\./.test(source);
  if (!isPlain || !hasPlainRanges(source))
    return { type: 'string', pattern: to === 'upper' ? '^[^a-z]*$' : '^[^A-Z]*$' };
  const pattern = `^(?:${folded(source, to)})$`;
  return { type: 'string', pattern, ...movedLengths(input, 0) };
}

/** Whether no range of letters leads from one case to the other, or over what is no letter. */
function hasPlainRanges(source: string): boolean {
  const ranges = source.match(/(?<!\\)[^\\]-[^\]]/g) ?? [];
  return ranges.every((range) => /^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9])$/.test(range));
}

/** The same source for folded texts: letters outside of escapes take the other case, ranges of letters too. */
function folded(source: string, to: 'upper' | 'lower'): string {
  const fold = (letter: string): string => (to === 'upper' ? letter.toUpperCase() : letter.toLowerCase());
  return source
    .split(/(\\.)/)
    .map((piece) => (piece.startsWith('\\') ? piece : fold(piece)))
    .join('');
}

/** `trim`: no white space at either end, and no text that is longer than it was. */
export function trimImage({ input }: CodecFacts): PlainSchema {
  const { maxLength } = movedLengths(input, 0);
  return { type: 'string', pattern: '^(?:\\S(?:[\\s\\S]*\\S)?)?$', ...(maxLength !== undefined && { maxLength }) };
}

/** `uuid-compact`: the case of the digits stays. */
export function uuidImage(): PlainSchema {
  return { type: 'string', pattern: '^[0-9a-fA-F]{32}$' };
}

/** Codecs that write any text in few letters; no letter becomes none. */
export function alphabetImage({ input }: CodecFacts, pattern: string): PlainSchema {
  const { minLength } = movedLengths(input, 0);
  return { type: 'string', pattern, ...(minLength !== undefined && { minLength }) };
}
