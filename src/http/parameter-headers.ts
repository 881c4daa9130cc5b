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
