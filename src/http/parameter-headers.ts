import { hopByHopFields } from './header-fields.ts';
import { gatewayFields } from './request-fields.ts';

/** Headers that a contract cannot declare as parameters: they frame the message, or another member decides them. */
export const refusedParameterHeaders: ReadonlySet<string> = new Set([
  ...hopByHopFields,
  'host',
  'content-length',
  'content-type',
  'content-encoding',
  'cookie',
  'expect',
]);

/** Headers that a contract cannot write: the connection to the upstream, or the gateway itself, decides them. */
export const refusedOutgoingHeaders: ReadonlySet<string> = new Set([...refusedParameterHeaders, ...gatewayFields]);

/** Headers of an answer that a contract cannot declare: the connection or the content decides them, or several lines of one name may stand there. */
export const refusedAnswerHeaders: ReadonlySet<string> = new Set([
  ...hopByHopFields,
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'proxy-status',
  'set-cookie',
]);
