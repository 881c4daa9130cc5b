/** What one cheap pass over JSON text tells, before anything is parsed. Nothing here says that the text is JSON. */
export interface JsonScan {
  /** Colons outside strings: where the text is JSON, the number of members that are written. */
  readonly colons: number;
  /** A number that a double may not hold: sixteen or more digits, or an exponent. */
  readonly exact: boolean;
  /** The greatest number of brackets that are open at once. */
  readonly depth: number;
  /** A `\u` escape of half a surrogate pair stands without its other half. */
  readonly loneSurrogate: boolean;
  /** A string holds `__proto__`, or one of its letters as an escape. */
  readonly prototypeKey: boolean;
}

const quote = 34;
const backslash = 92;
const zero = 48;
const colon = 58;
const longestSafeNumber = 15;

/** Looks at every character once. Takes any text, in linear time, and builds nothing. */
export function scanJson(text: string): JsonScan {
  const length = text.length;
  let colons = 0;
  let exact = false;
  let open = 0;
  let depth = 0;
  for (let at = 0; at < length; at++) {
    const character = text.charCodeAt(at);
    if (character === quote) at = endOfString(text, at + 1);
    else if (character < zero) continue;
    else if (character < colon) {
      const end = endOfDigits(text, at + 1);
      // `e` is 101 and `E` is 69.
      if (end - at > longestSafeNumber || (text.charCodeAt(end) | 32) === 101) exact = true;
      at = end - 1;
    } else if (character === colon) colons++;
    else if (character === 123 || character === 91) {
      open++;
      if (open > depth) depth = open;
    } else if (character === 125 || character === 93) open--;
  }
  return { colons, exact, depth, ...scanStrings(text) };
}

/** The index of the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  const length = text.length;
  for (let at = start; at < length; at++) {
    const character = text.charCodeAt(at);
    if (character === quote) return at;
    if (character === backslash) at++;
  }
  return length;
}

/** Digits and points: `12345678.12345678` has more digits than a double holds, too. */
function endOfDigits(text: string, start: number): number {
  let at = start;
  for (; ; at++) {
    const character = text.charCodeAt(at);
    if (!((character >= 48 && character <= 57) || character === 46)) return at;
  }
}

/** The letters of `__proto__`, as the last two digits of `\u00..`. */
const prototypeLetters: ReadonlySet<string> = new Set(['5f', '5F', '70', '72', '6f', '6F', '74']);

function scanStrings(text: string): Pick<JsonScan, 'loneSurrogate' | 'prototypeKey'> {
  let prototypeKey = text.includes('__proto__');
  let loneSurrogate = false;
  if (!text.includes('\\u')) return { loneSurrogate, prototypeKey };
  // After each backslash one character is passed, so that an escaped backslash begins no escape.
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at + 2)) {
    if (text.charCodeAt(at + 1) !== 117) continue;
    const first = text.charCodeAt(at + 2) | 32;
    const second = text.charCodeAt(at + 3);
    // `d8` to `df`: all that is greater than `8` is a digit, a letter, or broken.
    if (first === 100 && second >= 56) {
      if (isPair(text, at)) at += 6;
      else loneSurrogate = true;
    } else if (first === 48 && second === 48) {
      if (prototypeLetters.has(text.slice(at + 4, at + 6))) prototypeKey = true;
    }
  }
  return { loneSurrogate, prototypeKey };
}

/** Whether the escape at `at` is the first half of a surrogate pair whose second half follows as an escape. */
function isPair(text: string, at: number): boolean {
  return /^\\u[dD][89abAB]..\\u[dD][c-fC-F]/.test(text.slice(at, at + 10));
}
