import { ContractError, type Finding } from '../contract/finding.ts';

/** Throws a `ContractError` that lists every error among the findings; does nothing where all are warnings. */
export function refuseErrors(subject: 'options' | 'contracts', findings: readonly Finding[]): void {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length === 0) return;
  const lines = errors.map((error) => `  ${placeOf(error)}: ${error.message}. ${error.cure}`);
  const count = `${errors.length} fault${errors.length === 1 ? '' : 's'} in the ${subject}`;
  throw new ContractError([count, ...lines].join('\n'), findings);
}

/** `users.contract.json:12:5 /operations/findUsers`, as far as it is known. */
export function placeOf({ file, line, column, pointer }: Finding): string {
  const position = line === undefined ? '' : `:${line}:${column ?? 1}`;
  return `${file}${position}${pointer === '' ? '' : ` ${pointer}`}`;
}
