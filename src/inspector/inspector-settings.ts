import type { ResolvedInspector } from '../options/resolve-inspector.ts';

/** The inspector as the options ask for it, with the token that callers have to know. */
export interface InspectorSettings extends ResolvedInspector {
  readonly token: string;
  /** Whether it was made at the start. */
  readonly isMade: boolean;
}

/**
 * The link that opens the page. What stands behind `#` is never sent to a server by itself; a token that the options name is not told.
 */
export const linkOf = (url: string, { token, isMade }: InspectorSettings): string =>
  isMade ? `${url}/inspector/#token=${token}` : `${url}/inspector/`;
