import dns, { type LookupAddress } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import type { TestContext } from 'node:test';

/** What the name service says of a name: its addresses, or an error with a code; it may never answer. */
export type NameAnswer = () => Promise<readonly LookupAddress[]>;

const answers = new Map<string, NameAnswer>();
const { lookup } = dns.promises;

/** Only names that a test has given an answer for are its own; all others are looked up as ever. */
const injected = (async (hostname: string, options: object) =>
  answers.get(hostname)?.() ?? lookup(hostname, options)) as typeof lookup;

/** Lets the system's lookup give an answer of the test's own for one name, as long as the test runs. */
export function answerName(t: TestContext, hostname: string, answer: NameAnswer): void {
  answers.set(hostname, answer);
  use(injected);
  t.after(() => {
    answers.delete(hostname);
    if (answers.size === 0) use(lookup);
  });
}

function use(function_: typeof lookup): void {
  dns.promises.lookup = function_;
  syncBuiltinESMExports();
}

/** As the system fails. */
export const nameError = (code: string): Error =>
  Object.assign(new Error(`getaddrinfo ${code}`), { code, syscall: 'getaddrinfo' });
