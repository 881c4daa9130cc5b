/**
 * A short text that a pattern describes, the same for the same pattern: the first alternative, the first character of a
 * class, as few repetitions as are allowed.
 *
 * In:  an ECMA-262 pattern, `^INV-[0-9]{6}$`. Out: `INV-000000`, or what is nearly right: whoever asks judges it.
 */
export function samplePattern(pattern: string): string {
  return new PatternSampler(pattern).alternatives();
}

/** What the escapes of classes stand for. */
const classEscapes: Readonly<Record<string, string>> = { d: '1', D: 'a', w: 'a', W: '-', s: ' ', S: 'a' };
const controls: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
  0: '\0',
  b: '',
  B: '',
};

/** The characters that are taken from a class that only says what is not in it. */
const usual = [...'a1A0-_. /'];

class PatternSampler {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  /** Up to the end of the group, or of the whole. */
  alternatives(): string {
    const first = this.#sequence();
    while (this.#peek() === '|') {
      this.#at += 1;
      this.#sequence();
    }
    return first;
  }

  #sequence(): string {
    let text = '';
    for (let next = this.#peek(); next !== '' && next !== '|' && next !== ')'; next = this.#peek()) {
      const atom = this.#atom();
      text += atom.repeat(this.#least());
    }
    return text;
  }

  #atom(): string {
    const character = this.#take();
    if (character === '^' || character === '$') return '';
    if (character === '.') return 'a';
    if (character === '\\') return this.#escape();
    if (character === '[') return this.#class();
    if (character !== '(') return character;
    const opening = /^\?(?:[:=!]|<[=!]|<[^>]*>)/.exec(this.#pattern.slice(this.#at))?.[0] ?? '';
    this.#at += opening.length;
    const inside = this.alternatives();
    this.#at += 1;
    return /^\?<?[=!]/.test(opening) ? '' : inside;
  }

  #escape(): string {
    const escaped = this.#take();
    const hex = /^(?:x[0-9a-f]{2}|u[0-9a-f]{4}|u\{[0-9a-f]+\})/i.exec(escaped + this.#pattern.slice(this.#at))?.[0];
    if (hex !== undefined) {
      this.#at += hex.length - 1;
      return String.fromCodePoint(Number.parseInt(hex.replaceAll(/[xu{}]/g, ''), 16));
    }
    if (escaped === 'p' || escaped === 'P') {
      const name = /^\{([^}]*)\}/.exec(this.#pattern.slice(this.#at));
      this.#at += name?.[0].length ?? 0;
      return /^(?:N|Nd)$/.test(name?.[1] ?? '') ? '1' : /^Lu$/.test(name?.[1] ?? '') ? 'A' : 'a';
    }
    return classEscapes[escaped] ?? controls[escaped] ?? escaped;
  }

  #class(): string {
    const isNegated = this.#peek() === '^';
    if (isNegated) this.#at += 1;
    const start = this.#at;
    const members: string[] = [];
    while (this.#peek() !== '' && this.#peek() !== ']') {
      const character = this.#take();
      members.push(character === '\\' ? this.#escape() : character);
    }
    const written = this.#pattern.slice(start, this.#at);
    this.#at += 1;
    if (!isNegated) return members[0] ?? '';
    const excluded = new RegExp(`[${written}]`, 'u');
    return usual.find((character) => !excluded.test(character)) ?? 'ä';
  }

  /** The least number of repetitions that follows. */
  #least(): number {
    const written = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#pattern.slice(this.#at));
    if (written === null) return 1;
    this.#at += written[0].length;
    const [all, count] = written;
    if (count !== undefined) return Math.min(Number(count), 1000);
    return all.startsWith('+') ? 1 : 0;
  }

  readonly #peek = (): string => this.#pattern.charAt(this.#at);

  #take(): string {
    const [character = ''] = this.#pattern.slice(this.#at);
    this.#at += character.length;
    return character;
  }
}
