import type { Finding } from '../contract/finding.ts';
import { pointerTo } from '../contract/json-pointer.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';

/** The most bytes of a request's head that the parser takes, for limits on its two parts: twice their sum. */
export function parserBytes({ limits }: Pick<ResolvedOptions, 'limits'>): number {
  return 2 * (limits.urlBytes + limits.headerBytes);
}

/** What a reload leaves as it was, although the options say otherwise: warnings, for what serves is told, not stopped. */
export function restartFindings(started: ResolvedOptions, next: ResolvedOptions): readonly Finding[] {
  const fixed = (['host', 'port', 'workers'] as const).filter((name) => started.listen[name] !== next.listen[name]);
  const findings = fixed.map((name) =>
    restartNeeded(pointerTo('/listen', name), `\`listen.${name}\` stays ${started.listen[name]}`),
  );
  if (started.admin?.host !== next.admin?.host || started.admin?.port !== next.admin?.port) {
    findings.push(restartNeeded('/admin', 'the admin address stays as it was'));
  }
  const taken = parserBytes(started);
  if (next.limits.urlBytes + next.limits.headerBytes > taken) {
    findings.push(restartNeeded('/limits', `the head of a request stays limited to ${taken} bytes in all`));
  }
  return findings;
}

const restartNeeded = (pointer: string, what: string): Finding => ({
  file: 'options',
  pointer,
  rule: 'restart-needed',
  severity: 'warning',
  message: `${what} until the next start; a reload does not change it`,
  cure: 'restart the gateway, or take the change back',
});
