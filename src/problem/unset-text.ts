/** What programs write for a value that they do not have, and where each text comes from. */
const origins: ReadonlyMap<string, string> = new Map([
  ['None', 'that is what Python writes for a variable without a value'],
  ['null', 'that is what many programs write for a variable without a value'],
  ['undefined', 'that is what JavaScript writes for a variable without a value'],
  ['nil', 'that is what Ruby and Lua write for a variable without a value'],
  ['<nil>', 'that is what Go writes for a pointer without a value'],
  ['NaN', 'that is what programs write for a calculation that gave no number'],
  ['nan', 'that is what programs write for a calculation that gave no number'],
  ['[object Object]', 'that is what JavaScript writes for an object that was put into a text'],
  ['', ''],
]);

/**
 * Explains a text that no caller meant to send, for the end of a refusal.
 *
 * In:  `None`, of an optional `age`.
 * Out: `; that is what Python writes for a variable without a value: leave it out when there is no value`.
 *      The empty string for any other text: only a text that the contract refuses is explained, since `None` can be a name.
 */
export function unsetPhrase(text: string, required: boolean): string {
  const origin = origins.get(text);
  if (origin === undefined) return '';
  const cure = required ? 'set it before you send the request' : 'leave it out when there is no value';
  return origin === '' ? `; ${cure}` : `; ${origin}: ${cure}`;
}
