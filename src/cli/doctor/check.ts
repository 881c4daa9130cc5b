/** What one question of the doctor came to. */
export interface Check {
  readonly about: CheckSubject;
  /** `fault`: requests fail by it, or may; `notice`: worth a look; `good`; `unasked`: what came before answers it, or nothing can. */
  readonly state: 'good' | 'notice' | 'fault' | 'unasked';
  /** What was seen, in words, without the values of secrets. */
  readonly said: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** The questions, in the order in which an operator asks them: each is of use only where those before it are answered well. */
export type CheckSubject = 'name' | 'port' | 'tls' | 'http' | 'speed' | 'clock' | 'contract';

/** A check that came out well. */
export const good = (about: CheckSubject, said: string): Check => ({ about, state: 'good', said });

/** A check that was not made. */
export const unasked = (about: CheckSubject, said: string): Check => ({ about, state: 'unasked', said });

/** A check that found what makes requests fail. */
export const fault = (about: CheckSubject, said: string, advice: string): Check => ({
  about,
  state: 'fault',
  said,
  advice,
});

/** A check that found what does no harm yet. */
export const notice = (about: CheckSubject, said: string, advice: string): Check => ({
  about,
  state: 'notice',
  said,
  advice,
});

/** The code of an error of the system, of OpenSSL or of Node; its message where there is none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('code' in error) return String(error.code);
  return 'message' in error ? String(error.message) : 'unknown';
}
