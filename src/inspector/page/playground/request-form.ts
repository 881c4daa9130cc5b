import type { TypedRequest } from '../../protocol-dry-run.ts';

/** A request as it stands in the fields of the playground. */
export interface RequestForm {
  readonly method: string;
  /** Path and query, as they stand in a request line. */
  readonly path: string;
  /** One field a line, `name: value`. */
  readonly headers: string;
  /** Empty for no body. */
  readonly body: string;
  /** What the app's `context` would give, as JSON; empty for nothing. */
  readonly context: string;
  /** The claims of a verified credential, as JSON; empty for none. */
  readonly credential: string;
}

/** What is there before anything was typed. */
export const emptyForm: RequestForm = { method: 'GET', path: '/', headers: '', body: '', context: '', credential: '' };

/** A line of the headers that is no field. */
export interface HeaderFault {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** The fields of typed headers, and the lines that are none. Empty lines are passed over. */
export function headerFields(text: string): {
  readonly fields: TypedRequest['headers'];
  readonly faults: readonly HeaderFault[];
} {
  const fields: { name: string; value: string }[] = [];
  const faults: HeaderFault[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    // Source: RFC 9110, section 5.6.2, a token.
    const [, name, value = ''] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:(.*)$/.exec(line) ?? [];
    if (name === undefined) faults.push({ line: index + 1, text: line });
    else fields.push({ name, value: value.trim() });
  }
  return { fields, faults };
}

/** What is sent to be tried; fields that are empty are left out. */
export function typedRequest(form: RequestForm): TypedRequest {
  const { method, path, headers, body, context, credential } = form;
  const target = path.trim();
  return {
    method: method.trim().toUpperCase() || 'GET',
    target: target.startsWith('/') ? target : `/${target}`,
    headers: headerFields(headers).fields,
    ...(body !== '' && { body }),
    ...(context.trim() !== '' && { context }),
    ...(credential.trim() !== '' && { credential }),
  };
}

/** The fields of a request that is known: of an example, or of a recorded one. */
export function formOf({ method, target, headers, body, context, credential }: TypedRequest): RequestForm {
  return {
    method,
    path: target,
    headers: headers.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    body: body ?? '',
    context: context ?? '',
    credential: credential ?? '',
  };
}
