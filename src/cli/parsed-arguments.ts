import { parseArgs } from 'node:util';
import { nearestName } from '../problem/suggestion.ts';
import type { Flag } from './flag.ts';
import { UsageError } from './usage-error.ts';

/** The arguments of a command, checked against its flags. */
export class ParsedArguments {
  readonly positionals: readonly string[];
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(positionals: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
    this.positionals = positionals;
    this.#values = values;
  }

  has(flag: string): boolean {
    return this.#values.has(flag);
  }

  /** The flag's value, or `undefined` where it is not given. */
  one(flag: string): string | undefined {
    return this.#values.get(flag)?.[0];
  }

  /** The same as if a flag had not been given. */
  without(flag: string): ParsedArguments {
    return new ParsedArguments(this.positionals, new Map([...this.#values].filter(([name]) => name !== flag)));
  }

  all(flag: string): readonly string[] {
    return this.#values.get(flag) ?? [];
  }
}

type Token = Extract<ReturnType<typeof tokenize>[number], { kind: 'option' }>;

/**
 * Reads the arguments that follow a command's name.
 *
 * Fails: throws `UsageError` for an unknown flag (with the nearest known one), a flag without its value or with one that
 * it does not take, and a flag that stands twice.
 */
export function parseArguments(words: readonly string[], flags: Readonly<Record<string, Flag>>): ParsedArguments {
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokenize(words, flags)) {
    if (token.kind === 'positional') {
      positionals.push(token.value);
    } else if (token.kind === 'option') {
      const flag = knownFlag(token, flags);
      const earlier = values.get(token.name) ?? [];
      if (earlier.length > 0 && flag.isRepeatable !== true) {
        throw new UsageError(`${token.rawName} stands twice; it can be given once`);
      }
      values.set(token.name, [...earlier, readValue(token, flag)]);
    }
  }
  return new ParsedArguments(positionals, values);
}

function tokenize(words: readonly string[], flags: Readonly<Record<string, Flag>>) {
  const options = Object.entries(flags).map(([name, { short, value }]) => {
    const type = value === undefined ? ('boolean' as const) : ('string' as const);
    return [name, short === undefined ? { type } : { type, short }] as const;
  });
  // Not strict: our own messages name the nearest flag, and there is no exception to translate.
  return parseArgs({
    args: [...words],
    options: Object.fromEntries(options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function knownFlag({ name, rawName }: Token, flags: Readonly<Record<string, Flag>>): Flag {
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (flag !== undefined) {
    return flag;
  }
  const near = rawName.startsWith('--') ? nearestName(name, Object.keys(flags)) : undefined;
  throw new UsageError(`unknown flag ${rawName}${near === undefined ? '' : `; did you mean --${near}?`}`);
}

function readValue({ rawName, value, inlineValue }: Token, flag: Flag): string {
  if (flag.value === undefined) {
    if (value !== undefined) {
      throw new UsageError(`${rawName} takes no value`);
    }
    return '';
  }
  // A value that looks like a flag is most likely one, and the value was forgotten; `--flag=-x` says that it is not.
  if (value === undefined || (inlineValue !== true && /^-./.test(value))) {
    throw new UsageError(`${rawName} needs a value: ${rawName} <${flag.value}>`);
  }
  return value;
}
