/** A request as it is typed into the playground. */
export interface TypedRequest {
  readonly method: string;
  /** Path and query, as they stand in a request line. */
  readonly path: string;
  /** One field a line, `name: value`. */
  readonly headers: string;
  /** Empty for no body. */
  readonly body: string;
}

/** What is there before anything was typed. */
export const emptyRequest: TypedRequest = { method: 'GET', path: '/', headers: '', body: '' };

/** A line of the headers that is no field. */
export interface HeaderFault {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** The fields of typed headers, and the lines that are none. Empty lines are passed over. */
export function headerFields(text: string): {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly faults: readonly HeaderFault[];
} {
  const fields: [string, string][] = [];
  const faults: HeaderFault[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const field = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*?)\s*$/.exec(line);
    if (field === null) faults.push({ line: index + 1, text: line });
    else fields.push([field[1] ?? '', field[2] ?? '']);
  }
  return { fields, faults };
}
