/**
 * The longest time that a timer can wait, in milliseconds: 24.8 days. Node fires at once for more, which would turn a long
 * limit into none at all.
 */
export const longestTimerMs = 2 ** 31 - 1;
