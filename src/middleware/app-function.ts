import type { AppFunctions } from '../options/resolve-functions.ts';

/** The app's own functions that are told of a request, or asked about it, beside its way. */
export type AppFunction = Exclude<keyof AppFunctions, 'context' | 'now' | 'onWarning'> | 'signal';

/**
 * Calls a function of the app's. What it throws, or rejects with, must not become a problem of the request: it is a process
 * warning, whose code is the function's name, `on-problem`.
 *
 * Out: what it gives; `undefined` where it throws.
 */
export function callApp<T>(name: AppFunction, call: () => T): T | undefined {
  const warn = (error: unknown): void =>
    process.emitWarning(`\`${name}\` threw: ${String(error)}`, { type: 'ParamapWarning', code: codeOf(name) });
  try {
    const given = call();
    // Loggers are often asynchronous, and what one rejects with would end the process.
    if (given instanceof Promise) given.catch(warn);
    return given;
  } catch (error) {
    warn(error);
    return undefined;
  }
}

const codeOf = (name: AppFunction): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
