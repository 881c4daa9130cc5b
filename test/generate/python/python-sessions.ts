/** What sends the requests of a Python client: the expression that makes one, and the modules that it needs. */
export const sessions: readonly {
  readonly library: string;
  readonly session: string;
  readonly modules: readonly string[];
}[] = [
  { library: 'the standard library', session: 'None', modules: [] },
  { library: 'requests', session: '__import__("requests").Session()', modules: ['requests'] },
  { library: 'httpx', session: '__import__("httpx").Client()', modules: ['httpx'] },
];
