import { type Code, code, commaList, indented, numberedName } from './code.ts';

/** Longer source is not run: engines give up making such functions fast, and what is in closures needs less memory. */
export const mostSourceLength = 200_000;

/** A program to be written: functions that call each other, and the values that they refer to. */
export class Program {
  readonly #constants = new Map<unknown, Code>();
  readonly #functions: Code[] = [];
  readonly #preparations: Code[] = [];
  #names = 0;

  /** A name that no other place of the program has; `word` says to readers what it holds, and is of letters alone. */
  fresh(word: string): Code {
    this.#names += 1;
    return numberedName(word, this.#names);
  }

  /**
   * The name of a value that code cannot write: a codec, a pattern, a secret. It is handed to the program when that is
   * made, and never becomes text.
   */
  constant(word: string, value: unknown): Code {
    const known = this.#constants.get(value);
    if (known !== undefined) return known;
    const name = this.fresh(word);
    this.#constants.set(value, name);
    return name;
  }

  /** Adds a function; its name is one that `fresh` gave, so that others can call it before its body is written. */
  define(name: Code, { parameters, body }: { parameters: readonly Code[]; body: readonly Code[] }): void {
    this.#functions.push(code`function ${name}(${commaList(parameters)}) {\n${indented(body)}\n}`);
  }

  /** Adds a statement that is run once, when the functions are made. */
  prepare(statement: Code): void {
    this.#preparations.push(statement);
  }

  /** The functions as text, as they are run, for people to read; constants show as names. */
  source(): string {
    return String(code`${[...this.#functions, ...this.#preparations]}`);
  }

  /**
   * Makes the program's functions and gives one of them; the caller says what type it has.
   *
   * Out: `undefined` where the source is longer than `mostSourceLength`.
   */
  compile<F>(entry: Code): F | undefined {
    const source = this.source();
    if (source.length > mostSourceLength) return undefined;
    const names = [...this.#constants.values()].map(String);
    // The one place where text becomes code: `Code` has seen to it that all of it was written here.
    const make = new Function(...names, `'use strict';\n${source}\nreturn ${entry};`) as (...values: unknown[]) => F;
    return make(...this.#constants.keys());
  }
}
