import type { Contract, Operation } from '../contract/contract.ts';
import { GateCompiler } from '../pipeline/validate/gate.ts';
import { compileReply } from './compile-reply.ts';
import type { Reply } from './reply.ts';
import type { ReplySettings } from './reply-way.ts';

/** The ways back of all operations of an instance. */
export interface Replies {
  /** `undefined` where no answer of the operation is ever touched or judged. */
  of(operation: Operation): Reply | undefined;
  /** Compiles one more validator ahead of its first use, for idle time; false when none is left. */
  warm(): boolean;
}

/** Compiles the ways back. Validators are compiled at first use, or one by one with `warm`. */
export function compileReplies(contracts: readonly Contract[], settings: Omit<ReplySettings, 'gates'>): Replies {
  const gates = new GateCompiler();
  const replies = new Map<Operation, Reply>();
  for (const operation of contracts.flatMap(({ operations }) => operations)) {
    const reply = compileReply(operation, { ...settings, gates });
    if (reply !== undefined) replies.set(operation, reply);
  }
  return { of: (operation) => replies.get(operation), warm: () => gates.compileNext() };
}
