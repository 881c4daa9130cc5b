import { toNumber } from '../decimal.ts';
import type { JsonNumber } from '../json-value.ts';
import { characterAt, type FaultSite, type JsonFaultCode } from './fault.ts';

const escapes = '"\\/bfnrtu';

/** What stands where no value can begin, and what to write instead. */
const words: Readonly<Record<string, string>> = {
  None: '`None` is no JSON; write `null`, or leave the member out',
  undefined: '`undefined` is no JSON; leave the member out',
  NaN: '`NaN` is no JSON number; leave the member out',
  Infinity: '`Infinity` is no JSON number',
  True: '`True` is no JSON; write `true`',
  False: '`False` is no JSON; write `false`',
};

/**
 * Reads the tokens of JSON text (RFC 8259) one after the other, strictly.
 *
 * A method that gives `undefined` met a fault, which then stands in `fault`; nothing may be read after it.
 */
export class TokenReader {
  readonly text: string;
  at = 0;
  fault: FaultSite | undefined;

  constructor(text: string) {
    this.text = text;
  }

  fail(code: JsonFaultCode, detail: string, index = this.at): undefined {
    this.fault = { code, detail, index };
    return undefined;
  }

  /** Moves over white space to the next character and gives its code unit; NaN at the end of the text. */
  next(): number {
    for (; ; this.at++) {
      const character = this.text.charCodeAt(this.at);
      if (character !== 32 && character !== 10 && character !== 13 && character !== 9) return character;
    }
  }

  /** A string whose opening quote stands at `at`. */
  string(): string | undefined {
    const { text } = this;
    const start = this.at;
    let escaped = false;
    for (let at = start + 1; ; at++) {
      const character = text.charCodeAt(at);
      if (character === 34) {
        this.at = at + 1;
        // The escapes are known to be right, so the platform may resolve them.
        return escaped ? String(JSON.parse(text.slice(start, at + 1))) : text.slice(start + 1, at);
      }
      if (character === 92) {
        const end = this.#escape(at);
        if (end === undefined) return undefined;
        escaped = true;
        at = end;
      } else if (character < 32) {
        return this.fail('syntax', `${characterAt(text, at)} stands in a string; write it as an escape`, at);
      } else if (at >= text.length) {
        return this.fail('syntax', 'a string is not closed', start);
      }
    }
  }

  /** Checks the escape at `at` and gives the index of its last character. */
  #escape(at: number): number | undefined {
    const { text } = this;
    const kind = text[at + 1] ?? '';
    if (kind === '' || !escapes.includes(kind)) {
      return this.fail('syntax', `\`\\${kind}\` is no escape of JSON; a backslash is written as two`, at);
    }
    if (kind !== 'u') return at + 1;
    const unit = hexadecimal(text, at + 2);
    if (unit < 0) return this.fail('syntax', '`\\u` needs four hexadecimal digits', at);
    if (unit < 0xd800 || unit > 0xdfff) return at + 5;
    const second = unit < 0xdc00 && text.startsWith('\\u', at + 6) ? hexadecimal(text, at + 8) : -1;
    if (second >= 0xdc00 && second <= 0xdfff) return at + 11;
    return this.fail(
      'surrogate',
      `\`${text.slice(at, at + 6)}\` is half of a character; the other half is missing`,
      at,
    );
  }

  /** A number that begins at `at`. */
  number(): JsonNumber | undefined {
    const { text } = this;
    const start = this.at;
    if (text.charCodeAt(this.at) === 45) this.at++;
    const first = this.at;
    if (!this.#digits()) return undefined;
    if (text.charCodeAt(first) === 48 && this.at > first + 1) {
      return this.fail('syntax', 'a number begins with a superfluous zero', start);
    }
    if (text.charCodeAt(this.at) === 46) {
      this.at++;
      if (!this.#digits()) return undefined;
    }
    if ((text.charCodeAt(this.at) | 32) === 101) {
      this.at++;
      const sign = text.charCodeAt(this.at);
      if (sign === 43 || sign === 45) this.at++;
      if (!this.#digits()) return undefined;
    }
    return toNumber(text.slice(start, this.at));
  }

  #digits(): boolean {
    const start = this.at;
    for (; ; this.at++) {
      const character = this.text.charCodeAt(this.at);
      if (character >= 48 && character <= 57) continue;
      if (this.at > start) return true;
      this.fail('syntax', `a digit is missing in a number before ${characterAt(this.text, this.at)}`);
      return false;
    }
  }

  /** `true`, `false` or `null`; what else stands at `at` is a fault that says what to write instead. */
  word(): boolean | null | undefined {
    const { text } = this;
    if (text.startsWith('true', this.at)) return this.#pass(4, true);
    if (text.startsWith('false', this.at)) return this.#pass(5, false);
    if (text.startsWith('null', this.at)) return this.#pass(4, null);
    return this.fail('syntax', this.#notAValue());
  }

  #pass<T>(length: number, value: T): T {
    this.at += length;
    return value;
  }

  #notAValue(): string {
    if (this.at >= this.text.length) return 'the text ends where a value is expected';
    const word = /^[A-Za-z_$][\w$]*/.exec(this.text.slice(this.at, this.at + 64))?.[0];
    if (word !== undefined) return words[word] ?? 'a word is no JSON value; text stands in double quotes';
    const character = this.text[this.at];
    if (character === "'") return 'text stands in double quotes, not in single ones';
    if (character === '+') return 'a number has no plus sign';
    if (character === '.') return 'a number needs a digit before the point';
    if (character === '/') return 'JSON has no comments';
    return `${characterAt(this.text, this.at)} stands where a value is expected`;
  }
}

/** The number of four hexadecimal digits; -1 where one is none. */
function hexadecimal(text: string, start: number): number {
  let value = 0;
  for (let at = start; at < start + 4; at++) {
    const character = text.charCodeAt(at);
    const letter = character | 32;
    if (character >= 48 && character <= 57) value = value * 16 + character - 48;
    else if (letter >= 97 && letter <= 102) value = value * 16 + letter - 87;
    else return -1;
  }
  return value;
}
