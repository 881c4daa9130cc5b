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
  /** A string begins with `__proto__`, or spells one of its letters by an escape. */
  readonly prototypeKey: boolean;
}

const quote = 34;
const backslash = 92;
const longestSafeNumber = 15;

/** The letters of `__proto__` as the last two digits of `\u00..`. */
const prototypeLetters: ReadonlySet<string> = new Set(['5f', '5F', '70', '72', '6f', '6F', '74']);

/** Looks at every character once. Takes any text, in linear time, and builds nothing. */
export function scanJson(text: string): JsonScan {
  const length = text.length;
  let colons = 0;
  let exact = false;
  let open = 0;
  let depth = 0;
  let loneSurrogate = false;
  let prototypeKey = false;
  for (let at = 0; at < length; at++) {
    const character = text.charCodeAt(at);
    if (character === quote) {
      if (text.charCodeAt(at + 1) === 95 && text.startsWith('__proto__', at + 1)) prototypeKey = true;
      for (at++; at < length; at++) {
        const inside = text.charCodeAt(at);
        if (inside === quote) break;
        if (inside !== backslash) continue;
        at++;
        if (text.charCodeAt(at) !== 117) continue;
        const escape = text.slice(at + 1, at + 5);
        if (isSurrogateEscape(escape)) {
          if (!isPair(escape, text, at + 5)) loneSurrogate = true;
          else at += 6;
        } else if (escape.startsWith('00') && prototypeLetters.has(escape.slice(2))) prototypeKey = true;
      }
    } else if (character === 58) colons++;
    else if (character === 123 || character === 91) {
      open++;
      if (open > depth) depth = open;
    } else if (character === 125 || character === 93) open--;
    else if (character >= 48 && character <= 57) {
      const end = endOfDigits(text, at + 1);
      // `e` is 101 and `E` is 69.
      if (end - at > longestSafeNumber || (text.charCodeAt(end) | 32) === 101) exact = true;
      at = end - 1;
    }
  }
  return { colons, exact, depth, loneSurrogate, prototypeKey };
}

/** Digits and points: `12345678.12345678` has more digits than a double holds, too. */
function endOfDigits(text: string, start: number): number {
  let at = start;
  for (; ; at++) {
    const character = text.charCodeAt(at);
    if (!((character >= 48 && character <= 57) || character === 46)) return at;
  }
}

/** Whether the four digits of a `\u` escape are half of a surrogate pair. */
function isSurrogateEscape(digits: string): boolean {
  return /^[dD][89a-fA-F]/.test(digits);
}

/** Whether a first half, with its digits given, is followed by an escaped second half at `at`. */
function isPair(digits: string, text: string, at: number): boolean {
  return /^.[89abAB]/.test(digits) && text.startsWith('\\u', at) && /^[dD][c-fC-F]/.test(text.slice(at + 2, at + 4));
}
