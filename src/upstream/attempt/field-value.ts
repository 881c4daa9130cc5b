/**
 * The value of a field, its lines joined with commas; `undefined` where there is none.
 *
 * In:  name, value, name, value, ... and the name in lower case.
 */
export function fieldValue(rawHeaders: readonly string[], key: string): string | undefined {
  const values: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === key.length && name.toLowerCase() === key) values.push(rawHeaders[index + 1] ?? '');
  }
  return values.length === 0 ? undefined : values.join(', ');
}
