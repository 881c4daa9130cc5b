/**
 * The `Via` of the request that we send: the received members, then our own.
 *
 * In:  `1.0 edge` (or `undefined`), the version in which we received the request, our name.
 * Out: `1.0 edge, 1.1 paramap`. Members are never merged, whatever their protocol.
 * Source: RFC 9110, section 7.6.3.
 */
export function appendVia(received: string | undefined, own: { httpVersion: string; name: string }): string {
  const member = `${own.httpVersion} ${own.name}`;
  return received === undefined || received === '' ? member : `${received}, ${member}`;
}

/**
 * The `CDN-Loop` of the request that we send, where others on the way already use it; otherwise none is invented.
 *
 * Source: RFC 8586, section 2.
 */
export function appendCdnLoop(received: string | undefined, name: string): string | undefined {
  return received === undefined || received === '' ? undefined : `${received}, ${name}`;
}

/**
 * Whether a request has already been through a gateway of our name.
 *
 * In:  the received values of `Via` and `CDN-Loop`, several lines joined with commas.
 * Names are compared without regard to case. Comments and quotes are not honoured on purpose: a caller that opens one
 * without closing it could otherwise hide every member that follows, ours included.
 * Source: RFC 9110, sections 7.6 and 7.6.3; RFC 8586, section 2.
 */
export function passedThrough(
  received: { via: string | undefined; cdnLoop: string | undefined },
  name: string,
): boolean {
  return namesUs(received.via, { name, token: 1 }) || namesUs(received.cdnLoop, { name, token: 0 });
}

/** In `Via` the name is the second token of a member (`1.1 paramap`), in `CDN-Loop` the first (`paramap; x=1`). */
function namesUs(list: string | undefined, { name, token }: { name: string; token: number }): boolean {
  if (list === undefined) return false;
  const wanted = name.toLowerCase();
  return list.split(',').some(
    (member) =>
      member
        .trim()
        .split(/[\s;]+/)
        [token]?.toLowerCase() === wanted,
  );
}
