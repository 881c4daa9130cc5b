/** Words that mean the same in names of fields; each line is one meaning. */
const meanings: readonly (readonly string[])[] = [
  ['id', 'identifier', 'key', 'uid', 'uuid', 'guid', 'ref'],
  ['number', 'no', 'num', 'nr', 'nbr'],
  ['quantity', 'qty', 'count', 'pieces', 'cnt'],
  ['amount', 'amt', 'sum', 'total', 'price', 'cost'],
  ['date', 'dt', 'day', 'time', 'ts', 'timestamp', 'at', 'on'],
  ['description', 'desc', 'descr', 'text', 'note', 'remark', 'comment'],
  ['address', 'addr'],
  ['category', 'cat', 'kind', 'type', 'class'],
  ['status', 'state', 'st', 'stat'],
  ['customer', 'cust', 'client', 'buyer'],
  ['user', 'usr', 'person', 'member', 'account'],
  ['name', 'nm', 'label', 'title'],
  ['telephone', 'tel', 'phone', 'mobile'],
  ['mail', 'email', 'e'],
  ['message', 'msg', 'body'],
  ['page', 'pg', 'offset'],
  ['limit', 'size', 'max', 'rows', 'per'],
  ['sort', 'order', 'orderby'],
  ['query', 'q', 'search', 'term', 'find', 'filter'],
  ['language', 'lang', 'locale'],
  ['country', 'ctry', 'land'],
  ['zip', 'postcode', 'postal', 'plz'],
  ['city', 'town'],
  ['street', 'str'],
  ['birth', 'born', 'birthday', 'dob', 'birthdate'],
  ['from', 'since', 'after', 'start', 'begin'],
  ['until', 'to', 'before', 'end'],
  ['create', 'created', 'add', 'added', 'post', 'insert', 'new'],
  ['update', 'updated', 'change', 'changed', 'modify', 'replace', 'edit', 'put'],
  ['delete', 'remove', 'cancel', 'drop'],
  ['line', 'item', 'position', 'pos', 'row'],
  ['article', 'product', 'sku', 'art'],
  ['tenant', 'organization', 'org', 'company'],
  ['session', 'sess', 'sid'],
  ['debug', 'trace', 'verbose'],
  ['invoice', 'bill'],
  ['currency', 'cur', 'ccy'],
  ['enabled', 'active', 'flag', 'is'],
  ['get', 'find', 'list', 'fetch', 'read', 'show'],
];

const meaningOf = new Map<string, readonly number[]>();
for (const [index, words] of meanings.entries()) {
  for (const word of words) meaningOf.set(word, [...(meaningOf.get(word) ?? []), index]);
}

/**
 * The words of a name, in lower case: `since_ts`, `sinceTs`, `Since-TS` and `since.ts` alike give `since`, `ts`.
 */
export function wordsOf(name: string): string[] {
  const spaced = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return spaced
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** How alike two words are, from 0 to 1. */
function wordSimilarity(one: string, other: string): number {
  if (one === other) return 1;
  if (singular(one) === singular(other)) return 0.97;
  const [here, there] = [singular(one), singular(other)];
  if (meaningOf.get(here)?.some((meaning) => meaningOf.get(there)?.includes(meaning))) return 0.85;
  if (isAbbreviation(here, there) || isAbbreviation(there, here)) return 0.75;
  const distance = 1 - editDistance(here, there) / Math.max(here.length, there.length);
  return distance >= 0.7 ? distance * 0.9 : 0;
}

const singular = (word: string): string =>
  word.length > 3 ? word.replace(/(?:ies)$/, 'y').replace(/([^s])s$/, '$1') : word;

/** `qty` of `quantity`, `cust` of `customer`: the first letter and others in their order. */
function isAbbreviation(short: string, long: string): boolean {
  if (short.length < 2 || short.length >= long.length || short[0] !== long[0]) return false;
  if (long.startsWith(short)) return true;
  if (/[aeiou]/.test(short.slice(1))) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** How alike two names are, from 0 to 1: words are matched with words, and those without a partner count against them. */
export function nameSimilarity(one: string, other: string): number {
  const [here, there] = [wordsOf(one), wordsOf(other)];
  if (here.length === 0 || there.length === 0) return 0;
  if (here.join('') === there.join('')) return 1;
  const best = (word: string, words: readonly string[]): number =>
    Math.max(...words.map((each) => wordSimilarity(word, each)));
  const sum =
    here.reduce((total, word) => total + best(word, there), 0) +
    there.reduce((total, word) => total + best(word, here), 0);
  const whole = sum / (here.length + there.length);
  const joined =
    0.9 * (1 - editDistance(here.join(''), there.join('')) / Math.max(here.join('').length, there.join('').length));
  return Math.max(whole, joined >= 0.6 ? joined : 0);
}

/** Source: Levenshtein, 1966. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [index, against] of [...other].entries()) {
      const [left = 0, above = 0, corner = 0] = [next[index], row[index + 1], row[index]];
      next.push(Math.min(left + 1, above + 1, corner + (letter === against ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
