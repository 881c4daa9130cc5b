import { formatRanges, lineTerminators } from './code-point-ranges.ts';
import {
  formatCodePoint,
  type PatternReader,
  readClass,
  readCodePoint,
  readEscape,
  UnsupportedConstruct,
} from './pattern-characters.ts';

/** A pattern on its way, and what was written of it. */
interface Translation extends PatternReader {
  output: string;
  /** Where the last atom begins in the output, for quantifiers that must be spelled out. */
  atom: number;
  /** Where the groups that are open begin in the output. */
  readonly groups: number[];
  readonly captures: boolean;
}

/** RE2 repeats at most so often in one quantifier. */
const maxRepeat = 1000;
/** Longer chains of repeats cost more memory than a pattern is worth. */
const maxSpelledRepeat = 10_000;

/**
 * Writes an ECMA-262 pattern in the syntax of RE2, so that both match the same texts.
 *
 * In:  a pattern that `new RegExp(pattern, 'u')` accepts.
 * Out: the same for RE2. Groups capture nothing, for only yes or no is asked, unless `captures` is set.
 * Fails: throws `UnsupportedConstruct` for look-around, back-references and inline flags; `compilePattern` catches it.
 */
export function translatePattern(source: string, captures = false): string {
  const state: Translation = { source, offset: 0, output: '', atom: 0, groups: [], captures };
  while (state.offset < source.length) translateNext(state);
  return state.output;
}

function translateNext(state: Translation): void {
  const character = state.source.charAt(state.offset);
  if (character === '(') openGroup(state);
  else if (character === ')') closeGroup(state);
  else if (character === '{') emitRepeat(state);
  else if ('*+?|'.includes(character)) {
    state.output += character;
    state.offset++;
  } else {
    state.atom = state.output.length;
    state.output += readAtom(state, character);
  }
}

function readAtom(state: Translation, character: string): string {
  if (character === '[') return readClass(state);
  if (character === '\\') return readEscape(state);
  if (character !== '.' && character !== '^' && character !== '$') return formatCodePoint(readCodePoint(state));
  state.offset++;
  if (character === '.') return `[^${formatRanges(lineTerminators)}]`;
  // Without the flag `m` both hold only at the very ends; what RE2's own signs mean depends on its flags.
  return character === '^' ? '\\A' : '\\z';
}

function openGroup(state: Translation): void {
  const [opening = '('] = /^\((?:\?(?:<[=!]|<[^>]*>|[^<]))?/.exec(state.source.slice(state.offset)) ?? [];
  if (/^\(\?<?[=!]/.test(opening)) {
    throw new UnsupportedConstruct(
      `\`${opening}\` looks around`,
      'write a second condition: several patterns stand side by side in `allOf`, a forbidden one in `not`',
    );
  }
  if (opening !== '(' && opening !== '(?:' && !opening.startsWith('(?<')) {
    throw new UnsupportedConstruct(`\`${opening}\` sets a flag`, 'write both cases as a class: `[aA]`');
  }
  state.groups.push(state.output.length);
  state.output += state.captures && opening !== '(?:' ? '(' : '(?:';
  state.offset += opening.length;
}

function closeGroup(state: Translation): void {
  state.atom = state.groups.pop() ?? 0;
  state.output += ')';
  state.offset++;
}

function emitRepeat(state: Translation): void {
  const [text = '', low = '', comma, high = ''] =
    /^\{(\d+)(,?)(\d*)\}/.exec(state.source.slice(state.offset, state.offset + 40)) ?? [];
  state.offset += text.length;
  const least = Number(low);
  const most = high === '' ? least : Number(high);
  if (text === '' || most > maxSpelledRepeat) {
    throw new UnsupportedConstruct(
      `\`${text}\` repeats too often`,
      'limit the length with `minLength` and `maxLength`',
    );
  }
  if (most <= maxRepeat) {
    state.output += text;
    return;
  }
  const atom = state.output.slice(state.atom);
  const tail = comma === ',' && high === '' ? `${atom}*` : spellRepeat(atom, '0,', most - least);
  state.output = `${state.output.slice(0, state.atom)}(?:${spellRepeat(atom, '', least)}${tail})`;
}

/** `x{2500}` as `x{1000}x{1000}x{500}`; with the prefix `0,` the same for what may be absent. */
function spellRepeat(atom: string, prefix: '' | '0,', count: number): string {
  const whole = `${atom}{${prefix}${maxRepeat}}`.repeat(Math.floor(count / maxRepeat));
  const rest = count % maxRepeat;
  return rest === 0 ? whole : `${whole}${atom}{${prefix}${rest}}`;
}
