const nouns: Readonly<Record<string, string>> = {
  null: 'null',
  boolean: '`true` or `false`',
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  array: 'a list',
  object: 'an object',
};

/** JSON Schema types as words: `integer` and `null` give `an integer or null`. */
export function typePhrase(types: readonly string[]): string {
  const known = types.filter((type) => !(type === 'integer' && types.includes('number')));
  return orList(known.map((type) => nouns[type] ?? type));
}

/** `a, b or c`. */
export function orList(words: readonly string[]): string {
  return joinWords(words, 'or');
}

/** `a, b and c`. */
export function andList(words: readonly string[]): string {
  return joinWords(words, 'and');
}

function joinWords(words: readonly string[], last: string): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}
