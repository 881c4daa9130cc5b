import type { Fault } from './finding.ts';

/** Whether an error says that a recursion was too deep for the stack. Source: V8, `Maximum call stack size exceeded`. */
export const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message.includes('call stack');

/** What is said of schemas that cannot be followed to their end. */
export const tooDeep: Fault = {
  rule: 'schema-too-deep',
  message: 'the schemas refer to each other so many times in a row that they cannot be followed to their end',
  cure: 'refer to schemas directly instead of through others, or let fewer levels carry an `x-upstream`',
};

/** What work over schemas makes; where it is too deep for the stack, that is reported and `instead` stands for it. */
export function withinStack<Made>(work: () => Made, report: (fault: Fault) => void, instead: Made): Made {
  try {
    return work();
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    report(tooDeep);
    return instead;
  }
}
