import type { ResolvedOptions } from '../options/resolved-options.ts';
import { type CallLog, createCallLog } from '../signal/log/call-log.ts';
import { callApp } from './app-function.ts';

/** The call log of the signals before a reload. */
interface Before {
  readonly options: ResolvedOptions | undefined;
  readonly log: CallLog | undefined;
}

/** Opens the call log, or goes on with the one before, whose file is opened anew; `undefined` where the options ask for none. */
export function startCallLog(options: ResolvedOptions, previous: Before | undefined): CallLog | undefined {
  const { log: settings, callerKey } = options;
  if (settings !== undefined && previous?.log !== undefined && isSame(options, previous.options)) {
    previous.log.reopen();
    return previous.log;
  }
  if (settings === undefined) {
    void previous?.log?.close();
    return undefined;
  }
  const keyOf = callerKey && ((req: Parameters<typeof callerKey>[0]) => callApp('callerKey', () => callerKey(req)));
  const log = createCallLog({ ...settings, callerKey: keyOf }, { random: Math.random, warn });
  void previous?.log?.handOver(log);
  return log;
}

const isSame = (one: ResolvedOptions, other: ResolvedOptions | undefined): boolean =>
  one.callerKey === other?.callerKey &&
  one.log?.logger === other?.log?.logger &&
  JSON.stringify({ ...one.log, logger: undefined }) === JSON.stringify({ ...other?.log, logger: undefined });

const warn = (words: string): void => process.emitWarning(words, { type: 'ParamapWarning', code: 'call-log' });
