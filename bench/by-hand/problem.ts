import type { ErrorObject } from 'ajv';

/** One fault of a request, as the body of the 400 lists it. */
export interface Fault {
  readonly in: 'path' | 'query' | 'body';
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What Ajv found, in the words of the answer: the place of a missing or unknown member is that member's own. */
export function faultsOf(location: Fault['in'], errors: readonly ErrorObject[] | null | undefined): Fault[] {
  return (errors ?? []).map(({ instancePath, keyword, message = 'is wrong', params }) => {
    const name: unknown = params['missingProperty'] ?? params['additionalProperty'];
    const pointer = typeof name === 'string' ? `${instancePath}/${name}` : instancePath;
    return { in: location, pointer, code: keyword, detail: `${location} ${pointer}: ${message}` };
  });
}

export const problemType = 'application/problem+json';

/** The 400 with all faults, as JSON text. */
export function invalidRequest(faults: readonly Fault[]): string {
  return problem({
    status: 400,
    title: 'The request is invalid',
    detail: `${faults.length} faults: ${faults.map(({ detail }) => detail).join('; ')}`,
    errors: faults,
  });
}

/** An answer of our own, as JSON text. */
export function problem(members: {
  status: number;
  title: string;
  detail?: string;
  errors?: readonly Fault[];
}): string {
  return JSON.stringify({ type: 'about:blank', ...members });
}
