import type { Automaton } from './automaton.ts';
import { compileAutomaton } from './compile-automaton.ts';
import type { FormatPattern } from './format-language.ts';

/** Automata, each made when it is first asked for. */
export class LanguageStore {
  readonly #automata = new Map<string, Automaton | undefined>();

  /** Of the texts that a `pattern` finds something in. */
  ofPattern(pattern: string): Automaton | undefined {
    return this.#of({ source: pattern, flags: 'u' });
  }

  /** Of one side of a format's language. */
  ofFormat(pattern: FormatPattern): Automaton | undefined {
    return this.#of(pattern);
  }

  #of({ source, flags }: FormatPattern): Automaton | undefined {
    const key = `${flags}/${source}`;
    if (!this.#automata.has(key)) this.#automata.set(key, compileAutomaton(source, flags));
    return this.#automata.get(key);
  }
}
