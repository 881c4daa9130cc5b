/** One line of JSON text, laid out. */
export interface JsonLine {
  /** Without its indent. */
  readonly text: string;
  readonly depth: number;
  /** JSON Pointer of the value that begins here; absent for a line that only closes. */
  readonly pointer: string | undefined;
}

/**
 * Lays JSON out, a value a line, without reading it: digits and escapes stay as they are, and a text that was cut is shown as far as it goes.
 *
 * In:  `{"a":[1,2]}`.
 * Out: `{` (pointer ``), `"a": [` (`/a`), `1,` (`/a/0`), `2` (`/a/1`), `]`, `}`. An object or list without content stays on its line.
 */
export function layJson(text: string): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  const places: Place[] = [];
  const tokens = text.match(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/gs) ?? [];
  let begun = '';
  const put = (line: string, isClosing = false): void => {
    lines.push({ text: line, depth: places.length, pointer: isClosing ? undefined : pointerOf(places) });
  };
  tokens.forEach((token, index) => {
    const place = places.at(-1);
    const next = tokens[index + 1];
    const comma = next === ',' ? ',' : '';
    if (token === ',') {
      if (place?.isList === true) place.key = `${Number(place.key) + 1}`;
    } else if (token === ':') {
      begun += ': ';
    } else if (next === ':' && place?.isList === false) {
      place.key = unquoted(token);
      begun = token;
    } else if (token === '{' || token === '[') {
      const isEmpty = next === '}' || next === ']';
      const after = tokens[index + 2] === ',' ? ',' : '';
      put(isEmpty ? `${begun}${token}${next}${after}` : `${begun}${token}`);
      begun = '';
      places.push({ isList: token === '[', key: token === '[' ? '0' : undefined, isEmpty });
    } else if (token === '}' || token === ']') {
      if (places.pop()?.isEmpty === false) put(`${token}${comma}`, true);
    } else {
      put(`${begun}${token}${comma}`);
      begun = '';
    }
  });
  return lines;
}

interface Place {
  readonly isList: boolean;
  readonly isEmpty: boolean;
  key: string | undefined;
}

function pointerOf(places: readonly Place[]): string {
  return places.map(({ key = '' }) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function unquoted(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}
