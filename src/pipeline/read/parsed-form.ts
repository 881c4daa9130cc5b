/**
 * Writes what another parser made of a form as a form again, so that it is read like any other.
 *
 * In:  `{ name: 'Ada', tag: ['a', 'b'], filter: { age: '5' } }`, as `express.urlencoded()` leaves it.
 * Out: `name=Ada&tag=a&tag=b&filter%5Bage%5D=5`; `undefined` for what no form can have been.
 */
export function parsedForm(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const pairs: string[] = [];
  for (const [name, content] of Object.entries(value)) {
    if (!addPairs(name, content, pairs)) return undefined;
  }
  return pairs.join('&');
}

function addPairs(name: string, content: unknown, pairs: string[]): boolean {
  if (typeof content === 'string') {
    pairs.push(`${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(content.toWellFormed())}`);
    return true;
  }
  if (typeof content !== 'object' || content === null) return false;
  if (Array.isArray(content)) {
    // Items that are no texts were written with an index: `lines[0][sku]=A-1`.
    return content.every((item, index) => addPairs(typeof item === 'string' ? name : `${name}[${index}]`, item, pairs));
  }
  return Object.entries(content).every(([member, below]) => addPairs(`${name}[${member}]`, below, pairs));
}
