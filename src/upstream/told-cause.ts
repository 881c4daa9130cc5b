/**
 * An error of the HTTP client as the app may be told of it.
 *
 * The parser of answers keeps the bytes that it stumbled over, and the errors of Node's own parser keep whole packets: a
 * part of somebody's answer, which belongs into no log. What the error says, its code and its stack stay.
 */
export function toldCause(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const bytes = 'data' in error ? error.data : 'rawPacket' in error ? error.rawPacket : undefined;
  if (bytes === undefined) return error;
  const { message, name, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  return Object.assign(new Error(message), { name, stack, ...(typeof code === 'string' ? { code } : {}) });
}
