import type { JsonValue } from '../../../src/codec/json-value.ts';
import { compileDecode } from '../../../src/pipeline/decode/decode.ts';
import { compileEncode } from '../../../src/pipeline/encode/encode.ts';
import type { Incoming, Outgoing, PlacedBody } from '../../../src/pipeline/request.ts';
import type { Violation } from '../../../src/problem/violation.ts';
import { contractOf, type ContractText, operationOf } from '../../support/contract.ts';

export interface Sent {
  readonly method?: string;
  readonly url?: string;
  readonly rawHeaders?: readonly string[];
  readonly pathValues?: readonly string[];
  readonly incomingBody?: Incoming['body'];
  readonly context?: Incoming['context'];
  readonly body?: PlacedBody;
  /** The placed values by the upstream's name; where absent the decoded value of the slot's source. */
  readonly slots?: Readonly<Record<string, JsonValue | undefined>>;
}

/** Compiles an operation and gives the writing of its requests; decoded values go to their slots as they are. */
export function encoding(members: ContractText, more: ContractText = {}): (sent?: Sent) => Outgoing | Violation[] {
  const operation = operationOf(contractOf({ route: 'GET /things', ...members }, more), {
    secrets: { KEY: 's3cret' },
  });
  const decode = compileDecode(operation, { queryParameters: 256 });
  const encode = compileEncode(operation);
  return ({ method = operation.method, url = '/things', rawHeaders = [], pathValues = [], ...sent } = {}) => {
    const incoming: Incoming = { method, url, rawHeaders, body: sent.incomingBody, context: sent.context };
    const decoded = decode(incoming, pathValues);
    const slots = operation.upstream.slots.map(({ name, source }) => {
      if (sent.slots !== undefined && Object.hasOwn(sent.slots, name)) return sent.slots[name];
      return source.kind === 'mapped' && source.in !== 'body' ? decoded.values[source.in][source.name] : undefined;
    });
    return encode(incoming, decoded, { slots, body: sent.body ?? { kind: 'none' } });
  };
}

/** The outgoing request; fails when there are violations instead. */
export function outgoing(result: Outgoing | Violation[]): Outgoing {
  if (Array.isArray(result)) throw new Error(`violations: ${JSON.stringify(result)}`);
  return result;
}

/** The violations; fails when there is a request instead. */
export function refused(result: Outgoing | Violation[]): Violation[] {
  if (!Array.isArray(result)) throw new Error(`sent: ${JSON.stringify(result)}`);
  return result;
}
