import type { ResolvedInspector } from '../options/resolve-inspector.ts';

/** The inspector as the options ask for it, with the token that callers have to know. */
export interface InspectorSettings extends ResolvedInspector {
  readonly token: string;
}

/** The link that opens the page. What stands behind `#` is never sent to a server by itself. */
export const linkOf = (url: string, { token }: InspectorSettings): string => `${url}/inspector/#token=${token}`;
