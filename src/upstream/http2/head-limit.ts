import { AnswerFault } from '../answer-fault.ts';

/**
 * Gives a head that is no larger than the limit, in bytes. The parser of HTTP/1.1 does so itself; HTTP/2 has a limit of its own
 * for each connection, which nobody has to heed. Each field counts 32 bytes more. Source: RFC 9113, section 6.5.2.
 *
 * Fails: throws an `AnswerFault`.
 */
export function limitHead(fields: string[], mostBytes: number | undefined): string[] {
  if (mostBytes === undefined) return fields;
  const bytes = fields.reduce((sum, text) => sum + text.length + 16, 0);
  if (bytes > mostBytes) throw new AnswerFault('ANSWER_FIELDS', `the head has ${bytes} bytes`);
  return fields;
}
