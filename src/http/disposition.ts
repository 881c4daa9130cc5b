/** A `Content-Disposition` in its parts: `form-data`, with `name` and `filename`. */
export interface Disposition {
  /** Lower case. */
  readonly type: string;
  /** By name in lower case, unquoted. */
  readonly parameters: ReadonlyMap<string, string>;
}

const typeForm = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*/;
const parameterForm = /^;[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([!#$%&'*+.^_`|~0-9A-Za-z-]+|"(?:[^"\\]|\\.)*")[ \t]*/s;

/**
 * Reads a Content-Disposition, strictly.
 *
 * In:  `form-data; name="photo"; filename="a \"b\".png"`.
 * Out: the type and the parameters; `undefined` for what the grammar does not allow, a repeated parameter included.
 * A backslash escapes a quote and itself alone: browsers write the backslashes of a Windows path as they are.
 * Source: RFC 6266, section 4.1; RFC 7578, section 4.2; WHATWG HTML, "multipart/form-data encoding algorithm".
 */
export function parseDisposition(text: string): Disposition | undefined {
  const start = typeForm.exec(text);
  const type = start?.[1]?.toLowerCase();
  if (start === null || type === undefined) return undefined;
  const parameters = new Map<string, string>();
  let rest = text.slice(start[0].length);
  while (rest !== '') {
    const parameter = parameterForm.exec(rest);
    const name = parameter?.[1]?.toLowerCase();
    const value = parameter?.[2];
    if (parameter === null || name === undefined || value === undefined || parameters.has(name)) return undefined;
    parameters.set(name, value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : value);
    rest = rest.slice(parameter[0].length);
  }
  return { type, parameters };
}

/**
 * Reads a parameter whose name ends in `*`: `UTF-8''na%C3%AFve.txt` is `naïve.txt`.
 *
 * Fails: with `undefined` for another charset than UTF-8, and for broken escapes. Source: RFC 8187, section 3.2.
 */
export function decodeExtendedValue(text: string): string | undefined {
  const encoded = /^utf-8'[a-z0-9-]*'((?:%[0-9a-f]{2}|[!#$&+.^_`|~0-9a-z-])*)$/i.exec(text)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
