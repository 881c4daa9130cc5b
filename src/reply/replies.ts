import type { Operation } from '../contract/contract.ts';
import { GateCompiler } from '../pipeline/validate/gate.ts';
import { compileReply } from './compile-reply.ts';
import type { Reply } from './reply.ts';
import type { ReplySettings } from './reply-way.ts';

/** The ways back of all operations of an instance. */
export interface Replies {
  /** Compiled at the first question; `undefined` where no answer of the operation is ever touched or judged. */
  of(operation: Operation): Reply | undefined;
  /** Compiles one more validator ahead of its first use, for idle time; false when none is left. */
  warm(): boolean;
}

/** Compiles ways back, each at its first use. Validators are compiled at first use, or one by one with `warm`. */
export function compileReplies(settings: Omit<ReplySettings, 'gates'>): Replies {
  const gates = new GateCompiler();
  const replies = new WeakMap<Operation, Reply>();
  /** Operations whose answers are nobody's business. */
  const untouched = new WeakSet<Operation>();
  const compile = (operation: Operation): Reply | undefined => {
    if (untouched.has(operation)) return undefined;
    const reply = compileReply(operation, { ...settings, gates });
    if (reply === undefined) untouched.add(operation);
    else replies.set(operation, reply);
    return reply;
  };
  return { of: (operation) => replies.get(operation) ?? compile(operation), warm: () => gates.compileNext() };
}
