/** Where a named value of a request stands. */
export type Location = 'path' | 'query' | 'header' | 'cookie' | 'body';

/** The locations whose values are written as text, in the fixed order in which violations are listed. */
export type TextLocation = Exclude<Location, 'body'>;

/** Every location, in the fixed order in which violations are listed. */
export const locations: readonly Location[] = ['path', 'query', 'header', 'cookie', 'body'];

/** The locations of named parameters, in the same order. */
export const textLocations: readonly TextLocation[] = ['path', 'query', 'header', 'cookie'];

/** Whether the values of a location may carry credentials, so that they are never shown. */
export const isPrivateLocation = (location: Location): boolean => location === 'header' || location === 'cookie';

/** The member of an operation that declares a location's parameters: `header` is declared under `headers`. */
export const contractMember: Readonly<Record<Location, string>> = {
  path: 'path',
  query: 'query',
  header: 'headers',
  cookie: 'cookies',
  body: 'body',
};
