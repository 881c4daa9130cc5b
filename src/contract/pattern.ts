import { RE2JS } from 're2js';
import { isLinear } from './linear-pattern.ts';
import { UnsupportedConstruct } from './pattern-characters.ts';
import { translatePattern } from './translate-pattern.ts';

/** Why a `pattern` cannot be used. */
export class PatternFault {
  readonly message: string;
  readonly cure: string;

  constructor(message: string, cure: string) {
    this.message = message;
    this.cure = cure;
  }
}

/** A pattern that answers in time proportional to the text, whatever the text is. */
export class LinearPattern {
  readonly #source: string;
  readonly #engine: { test(text: string): boolean };

  constructor(source: string, engine: { test(text: string): boolean }) {
    this.#source = source;
    this.#engine = engine;
  }

  /** Whether some part of the text matches, as `RegExp.prototype.test` says it with the flag `u`. */
  test(text: string): boolean {
    return this.#engine.test(text);
  }

  /** Ajv tells compiled patterns apart by this text. */
  toString(): string {
    return `/${this.#source}/u`;
  }
}

/**
 * Compiles the `pattern` of a schema: ECMA-262 syntax with the flag `u`, matched by RE2 in linear time.
 *
 * In:  `^[a-z]{2,8}$`.
 * Out: a pattern that agrees with the native engine, or the fault: broken syntax, look-around, back-references, inline flags.
 * Source: JSON Schema 2020-12 Core, section 6.4.
 */
export function compilePattern(pattern: string): LinearPattern | PatternFault {
  const broken = nativeSyntaxFault(pattern);
  if (broken !== undefined) return broken;
  // The native engine is ten times as fast where it need not go back.
  if (isLinear(pattern)) return new LinearPattern(pattern, new RegExp(pattern, 'u'));
  try {
    return new LinearPattern(pattern, RE2JS.compile(translatePattern(pattern)));
  } catch (error) {
    if (error instanceof UnsupportedConstruct) {
      return new PatternFault(
        `in the pattern \`${pattern}\`, ${error.construct}, which is not possible in linear time`,
        error.cure,
      );
    }
    return new PatternFault(
      `the pattern \`${pattern}\` is too large for an engine that answers in linear time`,
      'limit lengths with `minLength` and `maxLength`, and repeat less inside of repeats',
    );
  }
}

/**
 * The engine for Ajv's option `code.regExp`. Throws for a pattern that `compilePattern` refuses; contracts are checked
 * for such patterns before a schema is compiled.
 */
export const regExpEngine = Object.assign(
  (pattern: string, _flags: string): LinearPattern => {
    const compiled = compilePattern(pattern);
    if (compiled instanceof PatternFault) throw new SyntaxError(compiled.message);
    return compiled;
  },
  // Only read when Ajv writes code to a file, which is not done here; it must differ from `new RegExp`.
  { code: 'regExpEngine' },
);

function nativeSyntaxFault(pattern: string): PatternFault | undefined {
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const reason = text.slice(text.lastIndexOf('/u: ') + 4);
    return new PatternFault(`the pattern \`${pattern}\` is no regular expression: ${reason}`, cureFor(pattern, reason));
  }
}

function cureFor(pattern: string, reason: string): string {
  if (/\(\?[a-z]+\)/.test(pattern))
    return 'write both cases as a class, `[aA]`: flags inside a pattern are not possible';
  if (/\\[AzZ]/.test(pattern)) return 'write `^` for the beginning and `$` for the end';
  if (/\(\?P[<=]/.test(pattern)) return 'write a group as `(...)`';
  if (reason.startsWith('Invalid escape')) {
    return 'take the backslash away: outside of `[...]` only `^$\\.*+?()[]{}|/` are escaped, inside also `-`';
  }
  if (reason.startsWith('Invalid character class')) return 'write a literal `-` in a class as `\\-`';
  if (reason.startsWith('Lone quantifier brackets')) return 'write literal brackets as `\\{`, `\\}`, `\\]`';
  if (reason.startsWith('Invalid property name'))
    return 'write a Unicode property such as `\\p{L}` or `\\p{Script=Greek}`';
  return 'patterns follow ECMA-262 with the flag `u`';
}
