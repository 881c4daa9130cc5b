import type { Operation } from '../contract/contract.ts';
import type { AnswerFields } from '../http/answer-fields.ts';
import type { GateCompiler } from '../pipeline/validate/gate.ts';
import type { ReplyProblems } from './reply-problem.ts';

/** What the way back of all operations shares. */
export interface ReplySettings {
  readonly gates: GateCompiler;
  /** The largest content that is mapped or judged, in bytes, coded as well as decoded. */
  readonly mappedAnswerBytes: number;
  /** The most violations that are told of one answer. */
  readonly violations: number;
  /** Whether somebody is told of answers that do not fit; else `report` judges nothing. */
  readonly reports: boolean;
}

/** What is the same for all answers of an operation. */
export interface ReplyWay {
  readonly settings: ReplySettings;
  readonly mode: 'enforce' | 'report' | 'off';
  readonly operation: Operation;
  readonly problems: ReplyProblems;
  /** Whether the upstream forbids what the contract declares, and is heard. */
  forbidsMapping(fields: AnswerFields): boolean;
}
