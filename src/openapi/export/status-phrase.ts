import { STATUS_CODES } from 'node:http';

const classes: Readonly<Record<string, string>> = {
  '1': 'Informational',
  '2': 'Success',
  '3': 'Redirection',
  '4': 'Client error',
  '5': 'Server error',
};

/** Words for a status without a description of its own: `Not Found` for `404`, `Success` for `2XX`. Source: RFC 9110, section 15. */
export function statusPhrase(status: string): string {
  return STATUS_CODES[status] ?? classes[status.charAt(0)] ?? 'Any other answer';
}
