/** What programs write for a value that they do not have, and what that is. */
const origins: ReadonlyMap<string, string> = new Map([
  ['None', 'Python writes for a variable without a value'],
  ['null', 'many programs write for a variable without a value'],
  ['undefined', 'JavaScript writes for a variable without a value'],
  ['nil', 'Ruby and Lua write for a variable without a value'],
  ['<nil>', 'Go writes for a pointer without a value'],
  ['NaN', 'programs write for a calculation that gave no number'],
  ['nan', 'programs write for a calculation that gave no number'],
  ['[object Object]', 'JavaScript writes for an object that was put into a text'],
]);

/** The texts that programs write for a value that they do not have. */
export const unsetTexts: readonly string[] = [...origins.keys()];

/** Whether a text is one that programs write for a value that they do not have; the empty text is one. */
export const isUnsetText = (text: string): boolean => text === '' || origins.has(text);

/**
 * Explains a text that no caller meant to send, for the end of a refusal.
 *
 * In:  `None`, of an optional `age`.
 * Out: `, which is what Python writes for a variable without a value; leave it out when there is none`.
 *      Empty for any other text: only a text that the contract refuses is explained, since `None` can be a name.
 */
export function unsetPhrase(text: string, required: boolean): string {
  if (text === '') return required ? '' : '; leave it out when there is no value';
  const origin = origins.get(text);
  if (origin === undefined) return '';
  return `, which is what ${origin}; ${cureFor(text, required)}`;
}

function cureFor(text: string, required: boolean): string {
  if (text === '[object Object]') return 'send what is in the object';
  return required ? 'set it before you send the request' : 'leave it out when there is none';
}
