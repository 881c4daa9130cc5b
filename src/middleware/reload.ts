import { ContractError, type Finding } from '../contract/finding.ts';
import { printWarning } from '../options/reporting.ts';

/** What became of a reload. */
export interface Reload {
  /** `false`: nothing has changed, and the findings say why. */
  readonly reloaded: boolean;
  /** Errors and warnings. Warnings of a reload that took place were told to `onWarning`, too, as at start. */
  readonly findings: readonly Finding[];
}

/**
 * Starts anew what is to serve from now on, and tells what was found.
 *
 * In:  options as the user gave them, and a start that throws where they or their contracts have errors. Until it has come
 *      to its end it must not have changed anything that serves.
 * Fails: throws whatever the start throws but a `ContractError`.
 */
export function tryReload<Options extends object>(options: Options, start: (heard: Options) => void): Reload {
  const warnings: Finding[] = [];
  try {
    start({ ...options, onWarning: listening(options, (finding) => warnings.push(finding)) });
  } catch (error) {
    if (error instanceof ContractError) return { reloaded: false, findings: error.findings };
    throw error;
  }
  return { reloaded: true, findings: [...warnings] };
}

/** The app's `onWarning` with a second listener; what is no function stays as it is, to be refused. */
function listening({ onWarning = printWarning }: { onWarning?: unknown }, note: (finding: Finding) => void): unknown {
  if (typeof onWarning !== 'function') return onWarning;
  return (finding: Finding): void => {
    note(finding);
    onWarning(finding);
  };
}
