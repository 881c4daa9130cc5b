/** How names are spelled. */
export const nameStyles = ['camelCase', 'snake_case', 'kebab-case'] as const;
/** One of the ways of spelling names. */
export type NameStyle = (typeof nameStyles)[number];

/** The words of a name: `userID2_home-page` gives `user`, `ID2`, `home`, `page`. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Spells a name in a style: `user_name` as `userName`. What stands before its first word (`_id`) is lost. */
export function spellName(name: string, style: NameStyle): string {
  const words = wordsOf(name).map((word) => word.toLowerCase());
  if (style === 'snake_case') return words.join('_');
  if (style === 'kebab-case') return words.join('-');
  return words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}

/** `GitHub's REST API` as `git-hubs-rest-api`: for names of files and upstreams. */
export function slugOf(text: string): string {
  const latin = text.normalize('NFKD').replaceAll(/[\p{Mn}'’]/gu, '');
  const words = latin.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.join('-').toLowerCase() || 'api';
}

/**
 * The new names of a whole description, by the old ones.
 *
 * One name gives one name wherever it stands, so that branches and references agree. Names that would become equal to one
 * another, or to one that stays, keep their spelling; so do those of which nothing would be left.
 */
export function renamings(names: Iterable<string>, style: NameStyle): ReadonlyMap<string, string> {
  const holders = new Map<string, string[]>();
  for (const name of new Set(names)) {
    const spelled = spellName(name, style);
    holders.set(spelled, [...(holders.get(spelled) ?? []), name]);
  }
  const renamed = [...holders].flatMap(([spelled, [name, ...others]]): [string, string][] =>
    name === undefined || others.length > 0 || spelled === '' || spelled === name ? [] : [[name, spelled]],
  );
  return new Map(renamed);
}
