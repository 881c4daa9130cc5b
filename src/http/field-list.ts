/**
 * Cuts a field value that is a list into its members; commas inside quoted strings do not separate.
 *
 * In:  `a; x="1,2", b`. Out: `['a; x="1,2"', 'b']`; empty members are left out.
 * Fails: `undefined` when a quoted string is not closed, for then nobody can say where a member ends.
 * Source: RFC 9110, section 5.6.1; RFC 9651, section 3.1.
 */
export function splitFieldList(value: string): string[] | undefined {
  const members: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at];
    if (quoted && character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      members.push(value.slice(start, at).trim());
      start = at + 1;
    }
  }
  if (quoted) return undefined;
  members.push(value.slice(start).trim());
  return members.filter((member) => member !== '');
}
