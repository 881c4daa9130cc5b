/** Says in a few words what a caller gets of a call, whichever client made it. */
export async function tellOutcome(call: () => Promise<unknown>): Promise<string> {
  try {
    return tellGiven(await call());
  } catch (error) {
    return `**throws** ${error instanceof Error ? error.name : typeof error}`;
  }
}

function tellGiven(given: unknown): string {
  if (!isRecord(given)) return typeof given;
  const { ok, error, data, status, response } = given;
  if (ok === false && isRecord(error)) {
    return `\`${String(error['kind'])}\`${'status' in error ? `, status ${String(error['status'])}` : ''}`;
  }
  const known = status ?? (response instanceof Response ? response.status : undefined);
  const shown =
    'error' in given && error !== undefined ? `\`error\` is ${tellValue(error)}` : `\`data\` is ${tellValue(data)}`;
  const isSilent = 'response' in given && error === undefined && data === undefined;
  return `${isSilent ? '`error` and `data` are undefined' : shown}${known === undefined ? '' : `, status ${String(known)}`}`;
}

function tellValue(value: unknown): string {
  if (value instanceof Error) return `a ${value.name}`;
  if (typeof value === 'string') return value === '' ? "`''`" : 'the text';
  if (isRecord(value)) return Object.keys(value).length === 0 ? '`{}`' : 'the JSON';
  return String(value);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
