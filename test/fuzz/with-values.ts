import type { Operation } from '../../src/contract/contract.ts';

/** The head of a request as a caller writes it. */
export interface Head {
  readonly url: string;
  /** Name, value, name, value, ... */
  readonly rawHeaders: readonly string[];
}

/** Gives declared parameters of query, headers and cookies other texts; a parameter by its number, over and over. */
export function withValues(head: Head, values: readonly (readonly [number, string])[], operation: Operation): Head {
  const { query, header, cookie } = operation.parameters;
  const declared = [...query.parameters, ...header.parameters, ...cookie.parameters];
  return values.reduce((changed, [number, text]) => {
    const parameter = declared[number % declared.length];
    return parameter === undefined ? changed : withValue(changed, parameter, text);
  }, head);
}

function withValue(
  { url, rawHeaders }: Head,
  parameter: { readonly in: string; readonly name: string },
  text: string,
): Head {
  const { in: location, name } = parameter;
  if (location === 'query') {
    const [path = '', query = ''] = url.split('?');
    const others = query.split('&').filter((pair) => pair !== '' && !pair.startsWith(`${name}=`));
    const pair = `${encodeURIComponent(name)}=${encodeURIComponent(text.toWellFormed())}`;
    return { url: `${path}?${[...others, pair].join('&')}`, rawHeaders };
  }
  // What no parser of requests lets through.
  const line = text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').trim();
  if (location === 'cookie') return { url, rawHeaders: [...rawHeaders, 'Cookie', `${name}=${line}`] };
  const kept = rawHeaders.filter((_, index) => rawHeaders[index - (index % 2)]?.toLowerCase() !== name.toLowerCase());
  return { url, rawHeaders: [...kept, name, line] };
}
