import type { AttemptChain } from './attempt/attempt-chain.ts';
import type { ChosenRepeat } from './attempt/choose-repeat.ts';
import type { Conversation } from './conversation.ts';

/** What an attempt goes on from, where it is not the first of its request. */
export interface Continuation extends ChosenRepeat {
  readonly conversation: Conversation;
  readonly chain: AttemptChain;
}
