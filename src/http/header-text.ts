/** Why text cannot be the value of a header field. */
export type HeaderTextFault = 'line-break' | 'control' | 'beyond-latin-1' | 'blank-at-end';

// RFC 9110, section 5.5: visible ASCII, obs-text, and blanks inside.
const fieldValue = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;

/** Whether text can be sent as the value of a header field, and is the same when it arrives. */
export const isHeaderValue = (text: string): boolean => fieldValue.test(text);

/** The reason why text is no header value; only for text that `isHeaderValue` refused. */
export function headerTextFault(text: string): HeaderTextFault {
  if (/[\r\n]/.test(text)) return 'line-break';
  if (/[^\x00-\xff]/.test(text)) return 'beyond-latin-1';
  return /[^\t\x20-\x7e\x80-\xff]/.test(text) ? 'control' : 'blank-at-end';
}

/** Takes the blanks off that HTTP allows around a value or a list's item. Source: RFC 9110, section 5.6.3. */
export const trimOptionalBlanks = (text: string): string => {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
};

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x09;

/** One value of several lines of one field. Source: RFC 9110, section 5.3. */
export const joinLines = (lines: readonly string[]): string => lines.join(', ');
