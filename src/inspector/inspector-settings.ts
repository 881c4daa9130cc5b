import type { RecorderSettings } from './record/recorder.ts';

/** The inspector as the options ask for it. */
export interface InspectorSettings extends RecorderSettings {
  /** What a caller has to know. */
  readonly token: string;
  /** Names, beside addresses and `localhost`, under which it is reached. */
  readonly hosts: readonly string[];
}

/** In the link that opens the page; it never reaches a server by itself. */
export const linkOf = (url: string, { token }: InspectorSettings): string => `${url}/inspector/#token=${token}`;
