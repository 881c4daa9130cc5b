/** A limit that ran out; that of a streamed answer counts as the total one. */
export type TimerFaultCode = 'CONNECT_TIMER' | 'FIRST_BYTE_TIMER' | 'IDLE_TIMER' | 'TOTAL_TIMER';

/** What we ourselves find wrong with an exchange, beside what the HTTP client finds. */
export type AnswerFaultCode =
  | TimerFaultCode
  /** The caller's own limit, before anything was sent. */
  | 'DEADLINE_PASSED'
  | 'ANSWER_STATUS'
  | 'ANSWER_UPGRADE'
  | 'ANSWER_FIELDS'
  | 'ANSWER_INTERIM_FLOOD'
  | 'ANSWER_CODING';

/** Ends an exchange with the upstream; `code` is looked up in the table of failures. */
export class AnswerFault extends Error {
  readonly code: AnswerFaultCode;

  constructor(code: AnswerFaultCode, message: string = code) {
    super(message);
    this.name = 'AnswerFault';
    this.code = code;
  }
}
