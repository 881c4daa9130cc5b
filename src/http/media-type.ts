/** A media type in its parts, lower case: `application/json` and `charset` -> `utf-8`. */
export interface MediaType {
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

// RFC 9110, section 8.3.1: type and subtype are tokens; parameters are tokens or quoted strings, OWS around `;`.
const essenceForm = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]*(;.*))?$/s;
const parameterForm =
  /^;[ \t]*(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([!#$%&'*+.^_`|~0-9A-Za-z-]+|"(?:[^"\\]|\\.)*"))[ \t]*/s;

/**
 * Reads a Content-Type once, strictly, so that the one decision it leads to is used everywhere.
 *
 * In:  `Application/JSON; charset="UTF-8"`.
 * Out: the essence in lower case and its parameters; `undefined` for anything that the grammar does not allow,
 * a repeated parameter included.
 */
export function parseMediaType(text: string): MediaType | undefined {
  const match = essenceForm.exec(text);
  const essence = match?.[1]?.toLowerCase();
  if (essence === undefined) return undefined;
  const parameters = new Map<string, string>();
  let rest = match?.[2] ?? '';
  while (rest !== '') {
    const parameter = parameterForm.exec(rest);
    const name = parameter?.[1]?.toLowerCase();
    const value = parameter?.[2];
    if (parameter === null || name === undefined || value === undefined || parameters.has(name)) return undefined;
    parameters.set(name, value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/gs, '$1') : value);
    rest = rest.slice(parameter[0].length);
  }
  return { essence, parameters };
}

/** Whether content of this type is JSON text: `application/json`, or the suffix `+json` (RFC 6839, section 3.1). */
export function isJsonMediaType(essence: string): boolean {
  return essence === 'application/json' || essence.endsWith('+json');
}
