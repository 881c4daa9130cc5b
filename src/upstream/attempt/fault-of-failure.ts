import type { FailureName } from '../failure-kinds.ts';
import type { AttemptFault } from './attempt-kind.ts';

/** What each failure is in the words of the options; `undefined`: it says nothing of the target. */
export const attemptFaultOf: Readonly<Record<FailureName, AttemptFault | undefined>> = {
  unknownName: 'connect',
  silentNames: 'connect',
  unroutable: 'connect',
  prohibited: 'connect',
  refused: 'connect',
  unconnected: 'connect',
  connectTimer: 'connect',
  certificate: 'connect',
  tlsAlert: 'connect',
  tls: 'connect',
  reset: 'reset',
  incomplete: 'reset',
  firstByteTimer: 'timeout',
  writeTimer: 'timeout',
  idleTimer: 'timeout',
  totalTimer: 'timeout',
  headSize: 'invalid-response',
  chunk: 'invalid-response',
  upgrade: 'invalid-response',
  protocol: 'invalid-response',
  starved: undefined,
  closing: undefined,
  noTarget: undefined,
  unwritable: undefined,
};
