import { ContractError, type Finding } from '../contract/finding.ts';
import { countFindings, formatFindings } from '../contract/format-findings.ts';

/** More would push the first ones out of a log that somebody looks at. */
const mostListed = 50;

/**
 * Throws a `ContractError` whose message lists every error among the findings; `findings` of it has the warnings, too.
 * Does nothing where all are warnings.
 */
export function refuseErrors(subject: 'options' | 'contracts', findings: readonly Finding[]): void {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length === 0) return;
  const list = formatFindings(errors, { hasColours: false, limit: mostListed });
  throw new ContractError(`The ${subject} cannot be used: ${countFindings(errors)}\n\n${list}`, findings);
}
