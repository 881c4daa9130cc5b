/**
 * A kind of request: its media type, then the decisions between branches that lead to it, a line each (`12=0`).
 *
 * Values of different alternatives never meet in one request, so that they may fill one place.
 */
export type Alternative = string;

/** The alternative in which one more decision went one way. */
export function decided(alternative: Alternative | undefined, decision: number, way: number): Alternative {
  return `${alternative ?? ''}\n${decision}=${way}`;
}

/** Whether no request is of both kinds: they have another media type, or one decision went another way. */
export function neverMeet(left: Alternative | undefined, right: Alternative | undefined): boolean {
  const [type = '', ...ways] = (left ?? '').split('\n');
  const [otherType = '', ...otherWays] = (right ?? '').split('\n');
  if (type !== '' && otherType !== '' && type !== otherType) return true;
  const taken = new Map(ways.map((way) => splitWay(way)));
  return otherWays.map(splitWay).some(([decision, way]) => (taken.get(decision) ?? way) !== way);
}

function splitWay(way: string): [decision: string, way: string] {
  const [decision = '', taken = ''] = way.split('=');
  return [decision, taken];
}
